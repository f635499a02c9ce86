using VpsOrg.PowerShell.Double;

namespace System.Management.Automation;

/// <summary>What a command may change of the session that it runs in.</summary>
public sealed class SessionState
{
    private readonly PipelineRecorder _recorder;

    internal SessionState(PipelineRecorder recorder) => _recorder = recorder;

    public PSVariableIntrinsics PSVariable => new(_recorder);
}
