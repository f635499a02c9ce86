using System.Management.Automation;
using System.Management.Automation.Host;

namespace VpsOrg.PowerShell.Double;

/// <summary>Takes what a cmdlet writes, on the pipeline thread and while it may write only, as the engine does.</summary>
internal sealed class PipelineRecorder(CommandRun run, InvocationInfo invocation)
{
    private readonly Thread _pipeline = Thread.CurrentThread;
    private volatile bool _isStopped;
    private volatile string? _breach;

    public InvocationInfo Invocation { get; } = invocation;

    public CommandResult Result { get; } = new() { Invocation = invocation };

    public PSHost? Host => run.Host;

    public IReadOnlyDictionary<string, object?> Variables => run.Variables;

    public string Location => run.Location;

    /// <summary>Whether the cmdlet is within Begin, Process or End.</summary>
    public bool MayWrite { get; set; }

    /// <summary>Whether it is within Dispose: the engine still takes warnings there.</summary>
    public bool MayWarn { get; set; }

    /// <summary>The first write that the engine would have refused.</summary>
    public string? Breach => _breach;

    public bool IsStopped => _isStopped;

    /// <summary>Whether a warning has ended the command, as a preference says: the engine shows it first.</summary>
    public bool EndedByWarning { get; private set; }

    public void MarkStopped() => _isStopped = true;

    public void Object(object? value)
    {
        Check(nameof(Object));
        Result.Objects.Add(value);
        run.Written?.Invoke(value);
        if (Result.Objects.Count == run.First)
        {
            throw new EarlyEnd();
        }
    }

    public void Error(ErrorRecord record)
    {
        Check(nameof(Error));
        record.CommandType = run.CmdletType;
        Result.Errors.Add(record);
        if (run.StopsAtError)
        {
            throw new EarlyEnd();
        }
    }

    public void Warning(string text)
    {
        Check(nameof(Warning), mayWrite: MayWrite || MayWarn);
        Result.Warnings.Add(text);
        if (run.StopsAtWarning)
        {
            EndedByWarning = true;
            throw new PipelineStoppedException();
        }
    }

    public void Information(object messageData, string[] tags)
    {
        Check(nameof(Information));
        if (tags is not ["PSHOST"] || messageData is not HostInformationMessage message)
        {
            throw new InvalidOperationException("The host shows a message for itself only, tagged PSHOST.");
        }

        Result.Shown.Add(message.ToString());
        run.Said?.Invoke(message.ToString());
    }

    public void Verbose(string text)
    {
        Check(nameof(Verbose));
        Result.Verbose.Add(text);
    }

    public void Debug(string text)
    {
        Check(nameof(Debug));
        Result.Debug.Add(text);
    }

    public void Progress(ProgressRecord record)
    {
        Check(nameof(Progress));
        Result.Progress.Add(record);
        run.Shown?.Invoke(record);
    }

    public bool Ask(Question question)
    {
        Check(nameof(Ask));
        Result.Questions.Add(question);
        return !run.IsWhatIf && run.Answer(question);
    }

    /// <summary>What no preference answers.</summary>
    public bool AskAnyway(Question question)
    {
        Check(nameof(AskAnyway));
        Result.Questions.Add(question);
        return run.Answer(question);
    }

    public void End(ErrorRecord record)
    {
        Check(nameof(End));
        record.CommandType = run.CmdletType;
        Result.TerminatingError = record;
        throw new PipelineStoppedException();
    }

    private void Check(string stream) => Check(stream, MayWrite);

    private void Check(string stream, bool mayWrite)
    {
        if (Thread.CurrentThread != _pipeline)
        {
            Refuse($"{stream} was written on another thread than the pipeline's.");
        }

        if (!mayWrite)
        {
            Refuse($"{stream} was written outside Begin, Process and End.");
        }

        if (_isStopped)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Refuse(string breach)
    {
        _breach ??= breach;
        throw new InvalidOperationException(breach);
    }
}
