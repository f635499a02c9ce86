namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property)]
public class ArgumentCompleterAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
