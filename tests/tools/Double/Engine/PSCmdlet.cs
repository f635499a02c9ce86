using System.Management.Automation.Host;

namespace System.Management.Automation;

/// <summary>A command that sees its invocation, its host and the caller's variables.</summary>
public abstract class PSCmdlet : Cmdlet
{
    public InvocationInfo MyInvocation => Recorder.Invocation;

    public PSHost? Host => Recorder.Host;

    public object? GetVariableValue(string name) => Recorder.Variables.GetValueOrDefault(name);

    public string GetUnresolvedProviderPathFromPSPath(string path) => Path.GetFullPath(path, Recorder.Location);
}
