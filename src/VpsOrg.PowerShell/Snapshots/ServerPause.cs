using System.Runtime.ExceptionServices;

namespace VpsOrg.PowerShell;

/// <summary>
/// Keeps a server stopped for as long as something takes, and starts it again whatever becomes of that. A server that does not run is
/// neither stopped nor started. That it is owed a start stands in the trail before it is stopped.
/// </summary>
/// <param name="owed">The servers that this command has stopped.</param>
/// <param name="waits">Waits for servers.</param>
/// <param name="patience">How long it is waited for the stop.</param>
internal sealed class ServerPause(OwedStarts owed, ServerWaits waits, TimeSpan patience)
{
    /// <summary>The longest that a pause can take beside its own work and the wait for the stop.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(30);

    /// <summary>Does something with a server that does not run meanwhile.</summary>
    /// <param name="target">The server.</param>
    /// <param name="work">What is done.</param>
    /// <param name="longest">How long that may take.</param>
    /// <param name="trace">Where it tells what it does.</param>
    /// <param name="cancellationToken">Gives the work up; the server is started again all the same.</param>
    /// <returns>What came of the work, or why nothing did; and why the server does not run again, where it does not.</returns>
    public async Task<Paused<T>> DuringAsync<T>(
        ServerTarget target, Func<Task<T>> work, TimeSpan longest, ICallTrace trace, CancellationToken cancellationToken)
    {
        owed.RefuseWhereOneIsLeft(target);
        var server = await waits.WaitAsync(target, _ => new SettledGoal(target.Id, _ => false), patience, trace, cancellationToken).ConfigureAwait(false);
        target.Awaited = null;
        target.RefuseOther(server);
        if (!VpsServerStatus.AreSame(server.Status, VpsServerStatus.Active))
        {
            trace.Write(TraceLevel.Verbose, $"{target} is '{server.Status}': it is not stopped, and not started afterwards.");
            return new Paused<T>(await work().ConfigureAwait(false), null, null);
        }

        var client = target.Session.Client;
        await client.Guards.CheckAsync(WriteVerb.Stop, target.Id, trace, cancellationToken).ConfigureAwait(false);
        var start = new OwedStart(client, server, await client.Debts.OweAsync(server, patience + longest + Rest, cancellationToken).ConfigureAwait(false), owed.GivenUp);
        if (!owed.TryBegin(target))
        {
            await start.PayAsync(trace).ConfigureAwait(false);
            throw new OperationCanceledException($"{target} was not stopped: the command is ending.");
        }

        try
        {
            return await DuringAsync(target, start, work, trace, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            owed.End(target);
        }
    }

    private async Task<Paused<T>> DuringAsync<T>(ServerTarget target, OwedStart start, Func<Task<T>> work, ICallTrace trace, CancellationToken cancellationToken)
    {
        T? value = default;
        ExceptionDispatchInfo? failure = null;
        try
        {
            await StopAsync(target, start, trace, cancellationToken).ConfigureAwait(false);
            value = await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception); // Whatever it is, the server comes first.
        }

        var left = await start.PayAsync(trace).ConfigureAwait(false);
        if (left is not null)
        {
            owed.Leave(left);
        }

        if (failure is not null && (left is null || !ErrorRecords.Knows(failure.SourceException)))
        {
            failure.Throw();
        }

        return new Paused<T>(value, failure?.SourceException, left);
    }

    private async Task StopAsync(ServerTarget target, OwedStart start, ICallTrace trace, CancellationToken cancellationToken)
    {
        await start.StopAsync(target.Identity, trace, cancellationToken).ConfigureAwait(false);
        try
        {
            await waits.WaitAsync(target, _ => new StatusGoal(target.Id, VpsServerStatus.Stopped), patience, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsWaitException exception)
        {
            throw new ServerNotStoppedException(target.ToString(), $"{exception.Message.TrimEnd('.')}; it is started again");
        }
        finally
        {
            target.Awaited = null;
        }
    }
}

/// <summary>What came of work on a server that was stopped for it.</summary>
/// <param name="Value">What the work gave; the default where it failed.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="Left">Why the server does not run again; null where it does.</param>
internal sealed record Paused<T>(T? Value, Exception? Failure, ServerLeftStoppedException? Left);
