namespace System.Management.Automation;

/// <summary>A cmdlet by its class.</summary>
public class CmdletInfo(string name, Type implementingType) : CommandInfo(name)
{
    public Type ImplementingType { get; } = implementingType;
}
