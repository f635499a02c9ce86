namespace System.Management.Automation.Internal;

/// <summary>What stands where a script's statement wrote nothing: null to scripts, an object to everybody else.</summary>
public static class AutomationNull
{
    public static PSObject Value { get; } = new();
}
