namespace VpsOrg.PowerShell.Commands;

/// <summary>Overwrites servers with snapshots of them: all data since then is lost. This cannot be undone.</summary>
[Cmdlet(VerbsData.Restore, "VpsSnapshot", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, HelpUri = HelpPages.Root + "Restore-VpsSnapshot.md")]
[OutputType(typeof(VpsServer))]
public sealed class RestoreVpsSnapshotCommand : SnapshotReferenceCmdlet
{
    /// <summary>Longer than the vendor's page says that it may take.</summary>
    private const int LongestRestoreSec = 1800;

    private readonly List<Action<Action<SnapshotTarget>>> _held = [];
    private bool _writesServers;

    /// <summary>Waits until each server is no longer being restored, and writes it with its status.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>With <c>-Wait</c>: how many seconds to wait for each server; default 1800.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = LongestRestoreSec;

    /// <summary>Writes each server. Where it is not given, <c>-Wait</c> and a command that follows in the pipeline get them.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string Activity => "Restoring servers";

    private protected override WriteVerb Verb => WriteVerb.Restore;

    /// <summary>Refuses what contradicts itself, before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseUnless(Wait, "Wait", nameof(TimeoutSec));
        _writesServers = IsBound(nameof(PassThru)) ? PassThru : Wait || MyInvocation.PipelinePosition < MyInvocation.PipelineLength;
    }

    /// <summary>Holds what the input names: a second snapshot of the same server may still come down the pipeline.</summary>
    private protected override void ProcessInput() => _held.Add(Input());

    /// <summary>Restores, now that all is known.</summary>
    protected override void EndProcessing()
    {
        EndEarlyWhere(() =>
        {
            foreach (var target in Targets())
            {
                RestoreWhereWanted(target);
            }
        });
        base.EndProcessing();
    }

    /// <summary>The snapshots, each once, of a server one only.</summary>
    private SnapshotTarget[] Targets()
    {
        var named = new List<SnapshotTarget>();
        _held.ForEach(visit => visit(named.Add));
        var byServer = (from target in named group target by (Account(target.Session), target.Server.Id) into same select OfDifferentIds(same)).ToArray();
        if (Array.Find(byServer, snapshots => snapshots.Length > 1) is { } several)
        {
            Fail(new SnapshotsOfOneServerException(several[0].ServerWords, several.Select(target => target.Snapshot)), several[0].Server.Subject);
        }

        return Array.ConvertAll(byServer, snapshots => snapshots[0]);
    }

    /// <summary>What tells servers of equal ids apart: two sessions may lead to the same ones.</summary>
    private static object Account(VpsSession session) => session.Sandbox ?? (object)session.ApiUri;

    private static SnapshotTarget[] OfDifferentIds(IEnumerable<SnapshotTarget> targets) =>
        targets.GroupBy(target => target.Snapshot.Key).Select(same => same.First()).ToArray();

    private void RestoreWhereWanted(SnapshotTarget target)
    {
        try
        {
            if (!target.Snapshot.IsCompleted)
            {
                throw new SnapshotNotCompletedException(target.Snapshot);
            }

            if (Confirms(target, isShown => Describe(target, isShown)))
            {
                Restore(target);
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Report(exception, target.Subject);
        }
    }

    /// <summary>What is overwritten with what, for whoever reads it: the server as it is now.</summary>
    private (string Target, string Action) Describe(SnapshotTarget target, bool isShown)
    {
        var server = isShown ? target.Server.Server = Read(target.Server) : null;
        var age = SnapshotText.Age(target.Snapshot) is { } known ? $" taken {known} ago" : string.Empty;
        return (
            server is null ? target.Server.ToString() : FormattableString.Invariant($"{server} (id {server.Id}, {server.IPAddress ?? "no address"}) at {target.Session.Place}"),
            $"Overwrite server with {target.Words}{age}: all data since then is lost");
    }

    private void Restore(SnapshotTarget target)
    {
        var server = target.Server;
        var look = ErrorKind.LookFor(server.Id);
        var sent = new SentSnapshot($"{server}, {target.Words}", look);
        Run(
            () => target.Subject with { LookWith = look },
            async (trace, token) =>
            {
                sent.Begin();
                var action = await target.Session.Client.Snapshots.RestoreAsync(target.Identity, trace, token).ConfigureAwait(false);
                return Wait
                    ? await WaitAsync(server, trace, token).ConfigureAwait(false)
                    : await ResultAsync(server, action, trace, token).ConfigureAwait(false);
            },
            sent.Tell);
    }

    /// <summary>Waits for the end of a restore. A status that does not say how it ended is an error beside the server.</summary>
    private async Task<Action> WaitAsync(ServerTarget server, ICallTrace trace, CancellationToken cancellationToken)
    {
        var reached = await Waits.WaitAsync(
            server, watch => new RestoreGoal(server.Id, watch.PollInterval), TimeSpan.FromSeconds(TimeoutSec), trace, cancellationToken).ConfigureAwait(false);
        return () =>
        {
            WriteWhereWanted(reached, server.Session);
            if (!RestoreGoal.IsGood(reached.Status))
            {
                Report(new RestoreUnconfirmedException(reached), server.Subject with { LookWith = ErrorKind.LookFor(server.Id) });
            }
        };
    }

    private async Task<Action> ResultAsync(ServerTarget server, VpsServerAction action, ICallTrace trace, CancellationToken cancellationToken)
    {
        if (!_writesServers)
        {
            return () => { };
        }

        var result = await server.ReadAfterAsync(action.ServerStatus, trace, cancellationToken).ConfigureAwait(false);
        return () => Write(result, server.Session);
    }

    private void WriteWhereWanted(VpsServer server, VpsSession session)
    {
        if (_writesServers)
        {
            Write(server, session);
        }
    }
}
