namespace System.Management.Automation;

/// <summary>Only carried: the engine checks, and its checks are Pester's to test.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateSetAttribute(params string[] validValues) : Attribute
{
    public IList<string> ValidValues { get; } = validValues;
}
