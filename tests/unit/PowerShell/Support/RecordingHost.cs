using System.Management.Automation.Host;
using System.Security;

namespace VpsOrg.PowerShell.Tests;

/// <summary>A host that keeps its own warning lines.</summary>
internal sealed class RecordingHost(string name = "ConsoleHost") : PSHost
{
    private readonly Lines _lines = new();

    public override string Name => name;

    public override PSHostUserInterface UI => _lines;

    public IReadOnlyList<string> Warnings => _lines.Warnings;

    /// <summary>What it was told of programs that have its console.</summary>
    public List<string> Notified { get; } = [];

    public override void NotifyBeginApplication() => Notified.Add("begin");

    public override void NotifyEndApplication() => Notified.Add("end");

    private sealed class Lines : PSHostUserInterface
    {
        public List<string> Warnings { get; } = [];

        public override void Write(string value)
        {
        }

        public override void WriteWarningLine(string message) => Warnings.Add(message);

        public override SecureString ReadLineAsSecureString() => new();
    }
}
