using VpsOrg.PowerShell.Double;

namespace System.Management.Automation;

/// <summary>A command: what it writes is recorded by the run that drives it.</summary>
public abstract class Cmdlet
{
    private PipelineRecorder? _recorder;

    internal PipelineRecorder Recorder
    {
        get => _recorder ?? throw new InvalidOperationException("The cmdlet does not run.");
        set => _recorder = value;
    }

    /// <summary>Whether Ctrl-C was pressed.</summary>
    public bool Stopping => Recorder.IsStopped;

    public void WriteObject(object? sendToPipeline) => Recorder.Object(sendToPipeline);

    public void WriteObject(object? sendToPipeline, bool enumerateCollection)
    {
        if (!enumerateCollection || sendToPipeline is not Collections.IEnumerable many || sendToPipeline is string)
        {
            WriteObject(sendToPipeline);
            return;
        }

        foreach (var one in many)
        {
            WriteObject(one);
        }
    }

    public void WriteError(ErrorRecord errorRecord) => Recorder.Error(errorRecord);

    public void WriteWarning(string text) => Recorder.Warning(text);

    public void WriteVerbose(string text) => Recorder.Verbose(text);

    public void WriteDebug(string text) => Recorder.Debug(text);

    public void WriteInformation(object messageData, string[] tags) => Recorder.Information(messageData, tags);

    public void WriteProgress(ProgressRecord progressRecord) => Recorder.Progress(progressRecord);

    public bool ShouldProcess(string target, string action) => Recorder.Ask(new Question($"{action}: {target}", $"{action}: {target}", "Confirm"));

    public bool ShouldProcess(string verboseDescription, string verboseWarning, string caption) =>
        Recorder.Ask(new Question(verboseDescription, verboseWarning, caption));

    public bool ShouldContinue(string query, string caption) => Recorder.AskAnyway(new Question(query, query, caption));

    public void ThrowTerminatingError(ErrorRecord errorRecord) => Recorder.End(errorRecord);

    internal void Begin() => BeginProcessing();

    internal void Process() => ProcessRecord();

    internal void End() => EndProcessing();

    internal void Stop() => StopProcessing();

    protected virtual void BeginProcessing()
    {
    }

    protected virtual void ProcessRecord()
    {
    }

    protected virtual void EndProcessing()
    {
    }

    protected virtual void StopProcessing()
    {
    }
}
