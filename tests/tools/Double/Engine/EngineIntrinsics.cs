namespace System.Management.Automation;

/// <summary>Only ever handed on.</summary>
public class EngineIntrinsics
{
    internal EngineIntrinsics()
    {
    }
}
