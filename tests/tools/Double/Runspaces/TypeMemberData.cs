namespace System.Management.Automation.Runspaces;

public abstract class TypeMemberData(string name)
{
    public string Name { get; } = name;
}
