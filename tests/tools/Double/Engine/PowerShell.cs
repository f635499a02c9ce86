using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>A command that is put together in code. It runs nothing.</summary>
public sealed class PowerShell : IDisposable
{
    private PowerShell()
    {
    }

    public static PowerShell Create(RunspaceMode _) => new();

    public PowerShell AddCommand(CommandInfo _) => this;

    public PowerShell AddParameter(string _, object? _1) => this;

    public Collection<PSObject> Invoke() => [];

    public void Dispose()
    {
    }
}
