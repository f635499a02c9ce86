namespace VpsOrg.PowerShell;

/// <summary>The stop of one server and the start that it is owed from then on.</summary>
/// <param name="client">The session's client.</param>
/// <param name="server">The server, as it was before.</param>
/// <param name="debt">What stands in the trail of it.</param>
/// <param name="givenUp">Cancelled when it is to be started no more.</param>
internal sealed class OwedStart(VpsClient client, VpsServer server, StartDebt debt, CancellationToken givenUp)
{
    /// <summary>How long it is tried where nobody gives up before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>How long a stop whose answer was lost may take to show.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromSeconds(15);

    private readonly Clock _clock = client.Options.Clock;
    private bool _mayBeStopped;
    private bool _isInDoubt;

    /// <summary>Stops the server.</summary>
    /// <exception cref="VpsException">It was not stopped, or nobody knows.</exception>
    public async Task StopAsync(ServerIdentity identity, ICallTrace trace, CancellationToken cancellationToken)
    {
        (_mayBeStopped, _isInDoubt) = (true, true);
        try
        {
            await client.Writes.StopAsync(identity, trace, cancellationToken).ConfigureAwait(false);
            _isInDoubt = false;
        }
        catch (VpsException exception) when (!exception.MayHaveActed)
        {
            (_mayBeStopped, _isInDoubt) = (false, false);
            if (exception is not (VpsInvalidRequestException or VpsConflictException) || !await IsStoppedByOthersAsync(trace, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }

            trace.Write(TraceLevel.Verbose, $"Server {server.Key} ('{server}') was stopped by somebody else just now: it is not started afterwards.");
        }
        catch (VpsException exception) when (exception is not VpsUnreadableAnswerException { IsSettled: true })
        {
            trace.Write(TraceLevel.Verbose, $"Whether server {server.Key} ('{server}') is being stopped, its status tells ({exception.Message})");
        }
    }

    /// <summary>Starts the server again, unless it runs or was never stopped.</summary>
    /// <returns>Why it does not run; null where it does, or is owed nothing.</returns>
    public async Task<ServerLeftStoppedException?> PayAsync(ICallTrace trace)
    {
        if (!_mayBeStopped)
        {
            await client.Debts.PaidAsync(debt, "It was not stopped.", trace).ConfigureAwait(false);
            return null;
        }

        var (paid, why) = await TryAsync(trace).ConfigureAwait(false);
        if (paid)
        {
            await client.Debts.PaidAsync(debt, why, trace).ConfigureAwait(false);
            return null;
        }

        await client.Debts.LeaveAsync(debt, why, trace).ConfigureAwait(false);
        return new ServerLeftStoppedException(server.Key, server.Name, why);
    }

    private async Task<(bool Paid, string Why)> TryAsync(ICallTrace trace)
    {
        var begun = _clock.Elapsed;
        using var deadline = _clock.CancelAfter(Patience, givenUp);
        var last = "its status could not be read in time";
        try
        {
            while (true)
            {
                try
                {
                    var mayStillStop = _isInDoubt && _clock.Elapsed - begun < Doubt;
                    if (await LookAsync(mayStillStop, trace, deadline.Token).ConfigureAwait(false) is { } paid)
                    {
                        return (true, paid);
                    }

                    last = "it was not seen stopped in time";
                }
                catch (VpsNotFoundException)
                {
                    return (true, "There is no such server any more.");
                }
                catch (VpsException exception)
                {
                    last = exception.Message;
                    trace.Write(TraceLevel.Verbose, $"Server {server.Key} ('{server}') could not be started again yet: {exception.Message}");
                    if (exception is VpsUnauthorizedException or VpsForbiddenException or VpsGuardException or VpsClientClosedException)
                    {
                        return (false, last);
                    }
                }

                await _clock.Delay(client.Options.PollInterval, deadline.Token).OrCancelled(deadline.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return (false, givenUp.IsCancellationRequested ? "it was given up before it was seen running" : last);
        }
    }

    /// <summary>Looks at the server, and starts it where it is stopped.</summary>
    /// <returns>Why nothing is owed any more; null where it has to be looked at again.</returns>
    private async Task<string?> LookAsync(bool mayStillStop, ICallTrace trace, CancellationToken cancellationToken)
    {
        var now = await client.GetServerAsync(server.Key, trace, cancellationToken).ConfigureAwait(false);
        switch (now.Status?.ToLowerInvariant())
        {
            case VpsServerStatus.Stopped:
                await client.Writes.StartAsync(new ServerIdentity(server.Key), trace, cancellationToken).ConfigureAwait(false);
                return "It was started again.";
            case VpsServerStatus.Active or VpsServerStatus.Starting or VpsServerStatus.Rebooting when !mayStillStop:
                return "It runs.";
            default:
                return null;
        }
    }

    private async Task<bool> IsStoppedByOthersAsync(ICallTrace trace, CancellationToken cancellationToken)
    {
        var now = await client.GetServerAsync(server.Key, trace, cancellationToken).ConfigureAwait(false);
        return VpsServerStatus.AreSame(now.Status, VpsServerStatus.Stopped) || VpsServerStatus.AreSame(now.Status, VpsServerStatus.Stopping);
    }
}
