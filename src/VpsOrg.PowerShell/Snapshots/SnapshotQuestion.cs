namespace VpsOrg.PowerShell;

/// <summary>Asks before a snapshot is taken, and says all that is done for it: what is stopped, and what is deleted afterwards.</summary>
/// <param name="cmdlet">Who asks.</param>
/// <param name="pump">Knows whether somebody reads verbose lines.</param>
/// <param name="stops">Whether a running server is stopped for it.</param>
/// <param name="rotation">What is deleted afterwards; null where nothing is.</param>
internal sealed class SnapshotQuestion(VpsCmdlet cmdlet, PipelinePump pump, bool stops, SnapshotRotation? rotation)
{
    private readonly Confirmation _confirmation = new(cmdlet, pump, ConfirmImpact.Medium);

    /// <summary>Asks about one server, or only says what would be done.</summary>
    /// <exception cref="VpsException">It would be refused.</exception>
    public bool Ask(ServerTarget target, string name, Func<ServerTarget, VpsServer> read)
    {
        IReadOnlyList<VpsSnapshot> surplus = [];
        if (_confirmation.IsTextShown)
        {
            target.Server ??= read(target);
        }

        _confirmation.RefuseGuardedSnapshot(target);
        if (_confirmation.IsWhatIf || _confirmation.IsPromptShown)
        {
            if (stops)
            {
                _confirmation.RefuseGuarded(target, WriteVerb.Stop);
            }

            surplus = pump.Await((trace, token) => CheckAsync(target, trace, token));
        }

        return cmdlet.ShouldProcess(target.ToString(), Words(name, surplus));
    }

    private async Task<IReadOnlyList<VpsSnapshot>> CheckAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        var there = await SnapshotLimit.CheckAsync(target, trace, cancellationToken).ConfigureAwait(false);
        if (rotation is null)
        {
            return [];
        }

        await rotation.CheckAsync(there, trace, cancellationToken).ConfigureAwait(false);
        return rotation.Plan(there);
    }

    private string Words(string name, IReadOnlyList<VpsSnapshot> surplus)
    {
        var taken = stops ? $"Stop server where it runs, take snapshot '{name}', start it again" : $"Take snapshot '{name}'";
        return surplus.Count == 0 ? taken : $"{taken}, then delete its old snapshots {SnapshotWords.List(surplus)}";
    }
}
