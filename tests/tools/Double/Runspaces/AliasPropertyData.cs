namespace System.Management.Automation.Runspaces;

public sealed class AliasPropertyData(string name, string referencedMemberName) : TypeMemberData(name)
{
    public string ReferencedMemberName { get; } = referencedMemberName;

    public bool IsHidden { get; set; }
}
