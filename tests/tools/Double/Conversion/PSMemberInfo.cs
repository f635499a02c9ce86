namespace System.Management.Automation;

public abstract class PSMemberInfo(string name, object? value)
{
    public string Name { get; } = name;

    public object? Value { get; set; } = value;
}
