namespace System.Management.Automation;

/// <summary>Only ever handed on.</summary>
public sealed class PSModuleInfo
{
    internal PSModuleInfo()
    {
    }
}
