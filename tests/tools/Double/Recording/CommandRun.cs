using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace VpsOrg.PowerShell.Double;

/// <summary>
/// Drives one cmdlet as the engine does: on a pipeline thread of its own, Begin, Process for each input, End, and
/// Dispose whatever happened.
/// </summary>
public sealed class CommandRun(PSCmdlet cmdlet, Runspace runspace)
{
    private readonly CmdletAttribute _names = cmdlet.GetType().GetCustomAttribute<CmdletAttribute>()!;
    private PipelineRecorder? _recorder;

    /// <summary>The parameters, with the values that the command line gives them.</summary>
    public Dictionary<string, object?> Parameters { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the pipeline brings, taken one by one on the pipeline thread; null where nothing is piped.</summary>
    public IEnumerable<object?>? Input { get; init; }

    /// <summary>The caller's variables, preferences among them.</summary>
    public IReadOnlyDictionary<string, object?> Variables { get; init; } = new Dictionary<string, object?>();

    /// <summary>The host; null where there is none.</summary>
    public PSHost? Host { get; init; }

    /// <summary>The text of the command line.</summary>
    public string? Line { get; init; }

    /// <summary>Whether a command follows in the pipeline.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>PowerShell's location, which is not the process's.</summary>
    public string Location { get; init; } = Path.GetTempPath();

    /// <summary>What the user answers where the command asks.</summary>
    public Func<Question, bool> Answer { get; init; } = _ => true;

    /// <summary>Ends the pipeline after so many objects, as <c>Select-Object -First</c> does; 0 takes all.</summary>
    public int First { get; init; }

    /// <summary>Called on the pipeline thread for each object.</summary>
    public Action<object?>? Written { get; init; }

    /// <summary>Called on the pipeline thread for each line that is shown in the host.</summary>
    public Action<string>? Said { get; init; }

    /// <summary>Called on the pipeline thread for each progress record.</summary>
    public Action<ProgressRecord>? Shown { get; init; }

    internal Type CmdletType => cmdlet.GetType();

    internal bool StopsAtError => Preference("ErrorAction", "ErrorActionPreference") is "Stop";

    internal bool StopsAtWarning => Preference("WarningAction", "WarningPreference") is "Stop";

    internal bool IsWhatIf => LanguagePrimitives.IsTrue(Parameters.TryGetValue("WhatIf", out var given) ? given : Variables.GetValueOrDefault("WhatIfPreference"));

    /// <summary>Runs the command.</summary>
    /// <returns>What it wrote, when it has ended.</returns>
    public Task<CommandResult> RunAsync()
    {
        var ended = new TaskCompletionSource<CommandResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var pipeline = new Thread(() => Serve(ended)) { IsBackground = true, Name = "Pipeline" };
        pipeline.Start();
        return ended.Task;
    }

    /// <summary>Ctrl-C, which comes on another thread than the pipeline's.</summary>
    public void Stop()
    {
        _recorder?.MarkStopped();
        cmdlet.Stop();
    }

    private string? Preference(string parameter, string variable) =>
        (Parameters.TryGetValue(parameter, out var given) ? given : Variables.GetValueOrDefault(variable))?.ToString();

    private void Serve(TaskCompletionSource<CommandResult> ended)
    {
        Runspace.DefaultRunspace = runspace;
        try
        {
            var recorder = Prepare();
            Run(recorder);
            if (recorder.Breach is { } breach)
            {
                throw new InvalidOperationException(breach);
            }

            ended.TrySetResult(recorder.Result);
        }
        catch (Exception exception)
        {
            ended.TrySetException(exception);
        }
    }

    private PipelineRecorder Prepare()
    {
        var name = $"{_names.VerbName}-{_names.NounName}";
        _recorder = new PipelineRecorder(this, new InvocationInfo(new CommandInfo(name), Line ?? name) { PipelineLength = IsFollowed ? 2 : 1, ExpectingInput = Input is not null });
        cmdlet.Recorder = _recorder;
        return _recorder;
    }

    private void Run(PipelineRecorder recorder)
    {
        try
        {
            recorder.MayWrite = true;
            Drive(new ParameterSetter(cmdlet, recorder.Invocation));
            recorder.Result.RanToEnd = true;
        }
        catch (EarlyEnd)
        {
            // Whoever ended it wants nothing more of it.
        }
        catch (PipelineStoppedException) when (recorder.IsStopped || recorder.EndedByWarning || recorder.Result.TerminatingError is not null)
        {
            // Stopped, or ended by its own error or a warning, which is recorded.
        }
        finally
        {
            recorder.MayWrite = false;
            recorder.MayWarn = true;
            (cmdlet as IDisposable)?.Dispose();
            recorder.MayWarn = false;
        }
    }

    private void Drive(ParameterSetter parameters)
    {
        foreach (var (name, value) in Parameters)
        {
            parameters.Set(name, value);
        }

        cmdlet.Begin();
        if (Input is null)
        {
            cmdlet.Process();
        }
        else
        {
            foreach (var one in Input)
            {
                var takeBack = parameters.SetFromPipeline(one);
                cmdlet.Process();
                takeBack();
            }
        }

        cmdlet.End();
    }
}
