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
