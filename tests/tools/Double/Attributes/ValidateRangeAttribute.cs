namespace System.Management.Automation;

/// <summary>Only carried: the engine checks, and its checks are Pester's to test.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateRangeAttribute(object minRange, object maxRange) : Attribute
{
    public object MinRange { get; } = minRange;

    public object MaxRange { get; } = maxRange;
}
