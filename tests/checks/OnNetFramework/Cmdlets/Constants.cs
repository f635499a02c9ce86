namespace System.Management.Automation;

// What a compiler copies from the engine, or only takes the name of: the module's dll holds it, and the double needs none of it.

internal static class VerbsCommon
{
    public const string Enter = "Enter";
    public const string Get = "Get";
    public const string New = "New";
    public const string Remove = "Remove";
    public const string Select = "Select";
    public const string Set = "Set";
}

internal static class VerbsCommunications
{
    public const string Connect = "Connect";
    public const string Disconnect = "Disconnect";
}

internal static class VerbsData
{
    public const string Restore = "Restore";
    public const string Compare = "Compare";
    public const string Sync = "Sync";
}

internal static class VerbsLifecycle
{
    public const string Invoke = "Invoke";
    public const string Restart = "Restart";
    public const string Start = "Start";
    public const string Stop = "Stop";
    public const string Wait = "Wait";
}

internal enum ActionPreference
{
    SilentlyContinue = 0,
    Stop = 1,
    Continue = 2,
    Inquire = 3,
    Ignore = 4,
}
