namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class AliasAttribute(params string[] aliasNames) : Attribute
{
    public IReadOnlyList<string> AliasNames { get; } = aliasNames;
}
