namespace VpsOrg.PowerShell;

/// <summary>What a command that ends before its time still does for the servers that it has stopped: it waits until they run again.</summary>
/// <param name="owed">The servers.</param>
/// <param name="redact">Takes secrets out of a text.</param>
internal sealed class StartRescue(OwedStarts owed, Func<string, string> redact)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How long what is given up may take to say so in the trail.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    /// <summary>Waits for 30 seconds at the most, and for no more than the next Ctrl-C.</summary>
    /// <param name="end">Waits on the pipeline thread.</param>
    /// <param name="cancel">Gives up all that is under way: then the servers are started.</param>
    /// <param name="watchBreaks">Listens for Ctrl-C.</param>
    /// <returns>The servers that do not run again, each with the command that starts it.</returns>
    public IReadOnlyList<string> Run(EarlyEnd end, Action cancel, Func<Action, IDisposable> watchBreaks)
    {
        owed.Close();
        if (owed.Open is { Count: > 0 } open)
        {
            end.Warn(open.Select(one => redact(FormattableString.Invariant($"{one} is being started again, for up to {Patience.TotalSeconds:0} s. Ctrl-C leaves it stopped."))));
            var done = owed.Done;
            cancel();
            using (watchBreaks(owed.GiveUp))
            {
                end.WaitDespiteStop(done, Patience, owed.GivenUp);
            }

            owed.GiveUp();
            end.WaitDespiteStop(done, Farewell, CancellationToken.None);
        }

        return Tell();
    }

    private string[] Tell()
    {
        var (open, left) = owed.Untold;
        return [.. open.Select(target => Words($"{target} was stopped for a snapshot and was not started again", target.Subject)), .. left.Select(one => Words(one.Message.TrimEnd('.'), new ErrorSubject().WithServer(one.Key, one.ServerName)))];
    }

    private static string Words(string what, ErrorSubject subject) => $"{what}. Start it with {ErrorKind.CommandFor("Start-VpsServer", subject)}.";
}
