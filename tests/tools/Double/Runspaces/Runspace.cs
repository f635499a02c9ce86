namespace System.Management.Automation.Runspaces;

/// <summary>What keeps one session of PowerShell apart from another.</summary>
public class Runspace
{
    [ThreadStatic]
    private static Runspace? _served;

    /// <summary>The runspace that this thread serves; as in PowerShell, other threads see none.</summary>
    public static Runspace? DefaultRunspace
    {
        get => _served;
        set => _served = value;
    }
}
