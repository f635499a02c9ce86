namespace VpsOrg.PowerShell;

/// <summary>What the pipeline thread still does for a command that ends before its time.</summary>
/// <param name="cmdlet">Who ends.</param>
/// <param name="pump">Holds what tasks say meanwhile.</param>
/// <param name="clock">The time.</param>
/// <param name="cancellation">Cancelled by Ctrl-C, where the engine tells of it.</param>
internal sealed class EarlyEnd(PSCmdlet cmdlet, PipelinePump pump, Clock clock, CancellationToken cancellation)
{
    /// <summary>Short enough that Ctrl-C ends a wait within a quarter of a second.</summary>
    private static readonly TimeSpan LookForStop = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Waits until answers are there, the time is over, or Ctrl-C is pressed. After an error that ended the command the
    /// engine tells of Ctrl-C by <c>Stopping</c> alone: it is asked again and again.
    /// </summary>
    /// <param name="answers">The answers; their failures are not looked at.</param>
    /// <param name="patience">How long at the most; nothing waits not at all.</param>
    public void WaitFor(Task answers, TimeSpan patience)
    {
        if (patience > TimeSpan.Zero)
        {
            _ = answers.ContinueWith(_ => pump.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            using var deadline = clock.CancelAfter(patience, cancellation);
            using var look = clock.Every(LookForStop, pump.Wake);
            while (!answers.IsCompleted && !cmdlet.Stopping && !deadline.Token.IsCancellationRequested)
            {
                pump.SayNext(deadline.Token);
            }
        }

        pump.SayRest();
    }

    /// <summary>Waits until something that must not be left half done is done, the time is over, or it is given up. Ctrl-C alone does not end it.</summary>
    public void WaitDespiteStop(Task done, TimeSpan patience, CancellationToken givenUp)
    {
        if (!done.IsCompleted)
        {
            _ = done.ContinueWith(_ => pump.Wake(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            using var deadline = clock.CancelAfter(patience, givenUp);
            while (!done.IsCompleted && !deadline.Token.IsCancellationRequested)
            {
                pump.SayNext(deadline.Token);
            }
        }

        pump.SayRest();
    }

    /// <summary>Warns so that it arrives: where the pipeline takes no warning any more, its host still writes a line.</summary>
    public void Warn(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            try
            {
                cmdlet.WriteWarning(text);
            }
            catch (PipelineStoppedException) when (!cmdlet.Stopping && StreamPreferences.EndsAtWarning(cmdlet))
            {
                // It was shown, and then ended the command, which is ending: the others are shown, too.
            }
            catch (PipelineStoppedException)
            {
                cmdlet.Host?.UI?.WriteWarningLine(text);
            }
        }
    }
}
