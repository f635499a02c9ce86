using VpsOrg.PowerShell.Double;

namespace System.Management.Automation;

/// <summary>The session's variables; what is set is recorded.</summary>
public sealed class PSVariableIntrinsics
{
    private readonly PipelineRecorder _recorder;

    internal PSVariableIntrinsics(PipelineRecorder recorder) => _recorder = recorder;

    public void Set(string name, object value) => _recorder.Result.Variables[name] = value;
}
