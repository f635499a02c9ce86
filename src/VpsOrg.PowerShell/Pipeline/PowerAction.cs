namespace VpsOrg.PowerShell;

/// <summary>A start, a stop or a restart: what is sent, and where a server is to be then.</summary>
internal abstract class PowerAction
{
    /// <summary>What is done, as <c>-WhatIf</c> and the prompt say it.</summary>
    public abstract string Name { get; }

    /// <summary>What is done, as guards and trail name it.</summary>
    public abstract WriteVerb Verb { get; }

    /// <summary>Statuses in which the server is already where it should be, or on its way there.</summary>
    public abstract bool IsThere(string? status);

    /// <summary>Sends the action.</summary>
    public abstract Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken);

    /// <summary>What to wait for.</summary>
    public abstract WaitGoal Goal(ServerTarget target, TimeSpan pollInterval);

    /// <summary>Takes note of the server as it is before the action is sent, or where there is nothing to do.</summary>
    public virtual void Note(ServerTarget target, VpsServer before)
    {
    }

    /// <summary>Judges a refusal, or an answer that was lost, by the state that the server is in now; null is success.</summary>
    public virtual Exception? Settle(VpsException exception, VpsServer current) => IsThere(current.Status) ? null : exception;

    /// <summary>Whether the API says that the server's state does not allow the action.</summary>
    public static bool IsRefusal(VpsException exception) => exception is VpsInvalidRequestException or VpsConflictException;
}

/// <summary>Powers a stopped server on.</summary>
internal sealed class StartAction : PowerAction
{
    public override string Name => "Start server";

    public override WriteVerb Verb => WriteVerb.Start;

    public override bool IsThere(string? status) =>
        VpsServerStatus.AreSame(status, VpsServerStatus.Active) || VpsServerStatus.AreSame(status, VpsServerStatus.Starting);

    public override Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken) =>
        client.Writes.StartAsync(server, trace, cancellationToken);

    public override WaitGoal Goal(ServerTarget target, TimeSpan pollInterval) => new StatusGoal(target.Id, VpsServerStatus.Active);
}

/// <summary>Shuts a running server down gracefully.</summary>
internal sealed class StopAction : PowerAction
{
    public override string Name => "Stop server";

    public override WriteVerb Verb => WriteVerb.Stop;

    public override bool IsThere(string? status) =>
        VpsServerStatus.AreSame(status, VpsServerStatus.Stopped) || VpsServerStatus.AreSame(status, VpsServerStatus.Stopping);

    public override Task<VpsServerAction> SendAsync(VpsClient client, ServerIdentity server, ICallTrace trace, CancellationToken cancellationToken) =>
        client.Writes.StopAsync(server, trace, cancellationToken);

    public override WaitGoal Goal(ServerTarget target, TimeSpan pollInterval) => new StatusGoal(target.Id, VpsServerStatus.Stopped);
}
