namespace VpsOrg.Client;

/// <summary>
/// Keeps in the trail which servers are owed a start, so that a later process can pay for one that was killed. Where no trail is
/// kept, nothing survives a kill.
/// </summary>
internal sealed class StartDebts(SendFunnel funnel, Clock clock)
{
    /// <summary>The word of the trail.</summary>
    public const string Verb = "start-owed";

    /// <summary>The outcome of a debt that whoever made it could not pay.</summary>
    public const string Owed = "owed";

    /// <summary>Notes, before a server is stopped, that it is owed a start.</summary>
    /// <param name="server">The server, as it is before.</param>
    /// <param name="longest">How long whoever stops it may take.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VpsTrailException">The line cannot be written: the server is not to be stopped.</exception>
    public async Task<StartDebt> OweAsync(VpsServer server, TimeSpan longest, CancellationToken cancellationToken)
    {
        var debt = new StartDebt(TrailEntry.NewWrite(), new ServerIdentity(server.Key, server.Name), clock.UtcNow, TrailOwner.Own) { Due = clock.UtcNow + longest };
        if (funnel.Trail is not { } trail)
        {
            return debt;
        }

        var request = Request(debt);
        var entry = trail.Entry(request, new TrailLook(server));
        try
        {
            await trail.AppendAsync(entry.Begun(debt.Time, debt.Due), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VpsTrailException($"Server {server.Key} was not stopped: the audit trail {trail.Path} cannot be written ({exception.Message}).", request.Failure(clock.UtcNow), exception);
        }

        return debt with { Entry = entry };
    }

    /// <summary>The starts that the trail says are owed and that nobody is about to pay.</summary>
    public async Task<IReadOnlyList<StartDebt>> AbandonedAsync(ICallTrace trace, CancellationToken cancellationToken)
    {
        if (funnel.Trail is not { } trail || !File.Exists(trail.Path))
        {
            return [];
        }

        var debts = new TrailDebts(trail.IsOf);
        var pieces = new TrailPieces(trail.Path, clock);
        try
        {
            while (await pieces.NextAsync(cancellationToken).OrCancelled(cancellationToken).ConfigureAwait(false) is { } lines)
            {
                foreach (var line in lines.Select(line => line.Text).OfType<string>())
                {
                    debts.Take(line);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            trace.Write(TraceLevel.Warning, $"The audit trail {trail.Path} could not be read back ({exception.Message}): whether a server is owed a start is not known.");
            return [];
        }

        return [.. debts.Open.Where(debt => debt.IsAbandoned(clock.UtcNow)).OrderBy(debt => debt.Time)];
    }

    /// <summary>Notes that a server runs again, or needs no start.</summary>
    public Task PaidAsync(StartDebt debt, string why, ICallTrace trace) => EndAsync(debt, debt.Entry is null ? "paid" : "done", why, trace);

    /// <summary>Notes that this process gives up: the server is still owed a start.</summary>
    public Task LeaveAsync(StartDebt debt, string why, ICallTrace trace) => debt.Entry is null ? Task.CompletedTask : EndAsync(debt, Owed, why, trace);

    private static ApiRequest<object?> Request(StartDebt debt) =>
        new(HttpMethod.Post, Routes.Start(debt.Server.Id), read: null) { Verb = WriteVerb.StartOwed, ServerId = debt.Server.Id, WriteId = debt.Write };

    /// <summary>What was done was done: a line that cannot be kept is a warning, never a failure.</summary>
    private async Task EndAsync(StartDebt debt, string outcome, string why, ICallTrace trace)
    {
        if (funnel.Trail is not { } trail)
        {
            return;
        }

        var line = debt.Entry is { } own
            ? own.Ended(clock.UtcNow, new TrailEnd(outcome, 0) { Reason = why })
            : trail.Entry(Request(debt), new TrailLook(new VpsServer { Key = debt.Server.Id, Name = debt.Server.Name })).SettledLater(clock.UtcNow, outcome, why);
        try
        {
            await trail.AppendAsync(line, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            trace.Write(TraceLevel.Warning, $"The audit trail {trail.Path} could not be written ({exception.Message}). It lacks this line: {line}");
        }
    }
}
