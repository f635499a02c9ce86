namespace VpsOrg.Client;

/// <summary>What one wait waits for, and what it has seen so far.</summary>
internal abstract class WaitGoal(VpsId serverId)
{
    public VpsId ServerId { get; } = serverId;

    /// <summary>The status at the last look.</summary>
    public string? LastStatus { get; private set; }

    /// <summary>The server's name, where a look has told it.</summary>
    public string? ServerName { get; private set; }

    /// <summary>What was seen so far, for whoever watches the wait: <c>starting</c>.</summary>
    public virtual string Seen => LastStatus ?? "status unknown";

    /// <summary>In words, for messages: <c>status 'active'</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The status that ends the wait well; null where no certain one does.</summary>
    public abstract string? Status { get; }

    /// <summary>Takes a look at the server.</summary>
    /// <param name="server">As the API describes it now.</param>
    /// <param name="elapsed">Time since the wait began.</param>
    /// <returns>Whether the goal is reached.</returns>
    /// <exception cref="VpsWaitException">It never will be: the server is suspended.</exception>
    public bool Look(VpsServer server, TimeSpan elapsed)
    {
        LastStatus = server.Status;
        ServerName = server.Name ?? ServerName;
        if (IsReachedBy(server, elapsed))
        {
            return true;
        }

        if (VpsServerStatus.AreSame(server.Status, VpsServerStatus.Suspended))
        {
            throw new VpsWaitException(
                VpsWaitEnd.Suspended,
                $"Server {ServerId} ('{server}') is suspended: it will not reach {Description} until the vendor lifts the suspension.",
                server.Status);
        }

        return false;
    }

    /// <summary>Whether what a list tells of the server is too little for this goal, so that it is looked at by itself.</summary>
    public virtual bool NeedsDetail(VpsServer listed) => false;

    /// <summary>
    /// Watches what no look shows, from the beginning of the wait until its end; what comes back ends the wait well between two looks.
    /// </summary>
    /// <param name="ended">Cancelled when the wait is over.</param>
    /// <returns>The server as the last look saw it; null, where the looks alone decide.</returns>
    public virtual Task<VpsServer>? WatchBesideLooksAsync(CancellationToken ended) => null;

    /// <summary>Says what was missing when the time was up, after the server's id: <c>did not reach ... within 600 s; ...</c>.</summary>
    public virtual string MissedIn(TimeSpan timeout)
    {
        var last = LastStatus is { } status ? $"its last status was '{status}'" : "its status could not be read";
        return FormattableString.Invariant($"did not reach {Description} within {timeout.TotalSeconds:0.###} s; {last}");
    }

    /// <summary>The ports that were missing when the time was up; none where it was the status.</summary>
    public virtual IReadOnlyList<int> MissingPorts => [];

    /// <summary>Something worth a verbose line about how the goal was reached; null where there is nothing to say.</summary>
    public virtual string? Remark => null;

    protected abstract bool IsReachedBy(VpsServer server, TimeSpan elapsed);
}
