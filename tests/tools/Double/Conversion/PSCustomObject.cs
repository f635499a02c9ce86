namespace System.Management.Automation;

/// <summary>What an object that is made of notes alone wraps.</summary>
public sealed class PSCustomObject
{
    private PSCustomObject()
    {
    }

    internal static PSCustomObject Instance { get; } = new();
}
