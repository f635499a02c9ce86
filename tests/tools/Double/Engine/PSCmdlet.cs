using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace System.Management.Automation;

/// <summary>A command that sees its invocation, its host and the caller's variables.</summary>
public abstract class PSCmdlet : Cmdlet
{
    public InvocationInfo MyInvocation => Recorder.Invocation;

    public PSHost? Host => Recorder.Host;

    public SessionState SessionState => new(Recorder);

    public object? GetVariableValue(string name) => Recorder.Variables.GetValueOrDefault(name);

    public string GetUnresolvedProviderPathFromPSPath(string path) => Path.GetFullPath(path, Recorder.Location);

    public Collection<string> GetResolvedProviderPathFromPSPath(string path, out ProviderInfo provider)
    {
        provider = new ProviderInfo();
        var full = GetUnresolvedProviderPathFromPSPath(path);
        var pattern = new WildcardPattern(Path.GetFileName(full), WildcardOptions.IgnoreCase);
        var found = Directory.EnumerateFiles(Path.GetDirectoryName(full)!).Where(file => pattern.IsMatch(Path.GetFileName(file))).ToArray();
        return found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(path) ? new Collection<string>(found) : throw new RuntimeException($"Cannot find path '{full}' because it does not exist.");
    }
}
