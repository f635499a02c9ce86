namespace System.Management.Automation;

public class CommandInfo
{
    internal CommandInfo(string name) => Name = name;

    public string Name { get; }
}
