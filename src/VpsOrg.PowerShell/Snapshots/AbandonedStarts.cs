namespace VpsOrg.PowerShell;

/// <summary>
/// Pays the starts that an earlier command owes: one that was killed, or that gave up. A server is started only where it is still the same
/// and still stopped.
/// </summary>
internal static class AbandonedStarts
{
    /// <summary>Tells of each, and starts the server.</summary>
    /// <param name="client">The session's client, whose trail tells of them.</param>
    /// <param name="onlyTells">Whether nothing is done.</param>
    /// <param name="trace">Where it is told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The servers that could not be started.</returns>
    public static async Task<IReadOnlyList<ServerLeftStoppedException>> PayAsync(VpsClient client, bool onlyTells, ICallTrace trace, CancellationToken cancellationToken)
    {
        var left = new List<ServerLeftStoppedException>();
        foreach (var debt in await client.Debts.AbandonedAsync(trace, cancellationToken).ConfigureAwait(false))
        {
            var told = FormattableString.Invariant(
                $"Server {debt.Server.Id} ('{debt.Server.Name}') was stopped for a snapshot at {debt.Time.ToLocalTime():yyyy-MM-dd HH:mm:ss} by process {debt.Owner.Process} on {debt.Owner.Machine}, which did not start it again.");
            if (onlyTells)
            {
                trace.Write(TraceLevel.Warning, told);
                continue;
            }

            try
            {
                var (isOver, what) = await PayAsync(client, debt, trace, cancellationToken).ConfigureAwait(false);
                trace.Write(TraceLevel.Warning, $"{told} {what}");
                if (isOver)
                {
                    await client.Debts.PaidAsync(debt, what, trace).ConfigureAwait(false);
                }
            }
            catch (VpsException exception) when (exception is not VpsUnauthorizedException)
            {
                trace.Write(TraceLevel.Warning, told);
                left.Add(new ServerLeftStoppedException(debt.Server.Id, debt.Server.Name, exception.Message));
            }
        }

        return left;
    }

    private static async Task<(bool IsOver, string What)> PayAsync(VpsClient client, StartDebt debt, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (await LookAsync(client, debt, trace, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        try
        {
            await client.Writes.StartAsync(debt.Server, trace, cancellationToken).ConfigureAwait(false);
            return (true, "It is started now.");
        }
        catch (VpsException exception) when (exception is VpsInvalidRequestException or VpsConflictException)
        {
            // Another command may pay the same start at this moment: its own look then found the server stopped as well.
            if (await LookAsync(client, debt, trace, cancellationToken).ConfigureAwait(false) is { } meanwhile)
            {
                return meanwhile;
            }

            throw;
        }
    }

    /// <summary>Looks whether the server is to be started.</summary>
    /// <returns>Why it is not, and whether nothing is owed any more; null where it is.</returns>
    private static async Task<(bool IsOver, string What)?> LookAsync(VpsClient client, StartDebt debt, ICallTrace trace, CancellationToken cancellationToken)
    {
        VpsServer now;
        try
        {
            now = await client.GetServerAsync(debt.Server.Id, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsNotFoundException)
        {
            return (true, "There is no such server any more.");
        }

        if (!debt.Server.Fits(now.Name))
        {
            return (true, $"It is named '{now}' now, so it is left as it is.");
        }

        return now.Status?.ToLowerInvariant() switch
        {
            VpsServerStatus.Stopped => null,
            VpsServerStatus.Active or VpsServerStatus.Starting or VpsServerStatus.Rebooting => (true, $"It is '{now.Status}' by now, so nothing is owed any more."),
            _ => (false, $"It is '{now.Status}' now, so it is left as it is."),
        };
    }
}
