namespace VpsOrg.PowerShell.Commands;

/// <summary>Brings the servers of an account to what the rows of a file want. What cannot be changed is not touched, and no server is replaced.</summary>
[Cmdlet(VerbsData.Sync, "VpsServer", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Sync-VpsServer.md")]
[OutputType(typeof(VpsSyncResult))]
public sealed class SyncVpsServerCommand : SyncCmdlet
{
    private const int MostNew = 20;
    private const int MostRemoved = 5;

    private static readonly SyncStep[] Phases = [SyncStep.Order, SyncStep.Wait, SyncStep.Change, SyncStep.Power];

    private WildcardPattern[] _prune = [];

    /// <summary>Starts and stops servers, too, as the rows' Status says.</summary>
    [Parameter]
    public SwitchParameter ApplyStatus { get; set; }

    /// <summary>How many servers may be ordered; a file that asks for more is refused as a whole. Default 20.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaximumNew { get; set; } = MostNew;

    /// <summary>Orders servers although no row names one that the account has.</summary>
    [Parameter]
    public SwitchParameter AllNew { get; set; }

    /// <summary>Removes servers with these names that no row names, last; wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public string[]? Prune { get; set; }

    /// <summary>With <c>-Prune</c>: how many servers may be removed; more refuse the whole run. Default 5.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaximumRemove { get; set; } = MostRemoved;

    /// <summary>With <c>-Prune</c>: removes without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether anybody can be asked; for tests.</summary>
    internal bool MayAsk { get; set; } = TokenPrompt.MayAsk;

    /// <summary>Refuses what contradicts itself, before anything is sent.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RefuseUnless(Prune is not null, nameof(Prune), nameof(MaximumRemove), nameof(Force));
        try
        {
            _prune = PruneList.Read(Prune ?? []);
            if (AllNew && Prune is not null)
            {
                throw new ArgumentException("-AllNew says that no row names a server that exists, and -Prune would remove those: leave out one of them.");
            }
        }
        catch (ArgumentException exception)
        {
            Fail(exception);
        }
    }

    private protected override void Work(VpsSession session, IReadOnlyList<PSObject?> input)
    {
        var found = CompareForWrites(session, input);
        var plan = Plan(session, found, input);
        var list = new PruneList(_prune, session.ProtectedPatterns.Count == 0 ? _ => false : ProtectedNames.Of([.. session.ProtectedPatterns]).Protects);
        var unwanted = Unwanted(found, plan, list);
        new SyncLimits(MaximumNew, MaximumRemove, AllNew).Check(plan, unwanted.Length, found, session.Place);
        Tell(plan.Describe(unwanted.Length, session.Place), isNews: plan.HasWork || unwanted.Length > 0);
        var removes = unwanted.Length > 0 && MayRemove(unwanted, session);
        foreach (var phase in Phases)
        {
            foreach (var row in plan.Rows.Where(row => row.Next == phase))
            {
                Step(row, session);
            }

            FinishRunning();
        }

        Close(plan, session);
        if (removes)
        {
            RemoveAll(unwanted, list, plan, session);
        }
    }

    private SyncPlan Plan(VpsSession session, FleetFindings found, IReadOnlyList<PSObject?> input)
    {
        var existing = new ExistingServers(found.Comparison.Servers.All, session.Clock);
        var plan = new SyncPlan(new OrderForm(new HashSet<string>(), () => existing), ApplyStatus, Wait);
        foreach (var ((match, differences), row) in found.Rows.Zip(input, (one, row) => (one, row)))
        {
            plan.Add(new RowPlan(match.Row, differences), found.ServerOf(match), row, session);
        }

        return plan;
    }

    /// <summary>The servers that are to be removed; none where a row cannot be followed: it may mean one of them.</summary>
    private VpsServer[] Unwanted(FleetFindings found, SyncPlan plan, PruneList list)
    {
        var unnamed = found.Comparison.Unnamed(list.Means).ToArray();
        if (unnamed.Length > 0 && plan.Rows.Any(row => row.Fault is not null))
        {
            WriteWarning("No server is removed: not every row could be read and followed, and one of them may mean it.");
            return [];
        }

        foreach (var server in unnamed.Where(server => list.Against(server) is not null))
        {
            WriteVerbose($"Server {server.Id} ('{server}') is not removed: {list.Against(server)}.");
        }

        return Array.FindAll(unnamed, server => list.Against(server) is null);
    }

    /// <summary>Asks once, with all of them in view. A yes to changes is none to this, and where nobody can be asked it is an error.</summary>
    private bool MayRemove(VpsServer[] unwanted, VpsSession session)
    {
        if (Force || Confirmation.IsWhatIf)
        {
            return true;
        }

        var servers = string.Join(", ", unwanted.Select(server => $"{server} (id {server.Id})"));
        try
        {
            return MayAsk
                ? ShouldContinue($"Delete these servers at {session.Place} for good, once all rows are done? No row names them: {servers}", "Remove servers")
                : throw new NotConfirmedException(unwanted.Length);
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotImplementedException or (RuntimeException and not PipelineStoppedException))
        {
            throw new NotConfirmedException(unwanted.Length); // A host that cannot ask.
        }
    }

    private void RemoveAll(VpsServer[] unwanted, PruneList list, SyncPlan plan, VpsSession session)
    {
        if (!Confirmation.IsWhatIf && plan.Rows.Any(row => !row.IsAsWanted))
        {
            WriteWarning("No server is removed: not every row was brought to what it wants.");
            return;
        }

        foreach (var server in unwanted)
        {
            Remove(new ServerTarget(session, server.Key, server, server) { ClaimedName = server.Name }, list.Against);
        }
    }

    /// <summary>Removes a server, once it was read again and nothing speaks against it.</summary>
    private void Remove(ServerTarget target, Func<VpsServer, string?> against)
    {
        try
        {
            target.Server = Read(target);
            if (against(target.Server) is { } why)
            {
                WriteWarning($"{target} is not removed: {why}.");
            }
            else if (Confirmation.Ask(target, WriteVerb.Delete, "Delete server for good", Read))
            {
                RunWrite(target, (trace, token) => DeleteAsync(target, trace, token));
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Report(exception, target.Subject);
        }
    }

    private async Task<Action> DeleteAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken)
    {
        await target.Session.Client.Writes.DeleteAsync(target.Identity, trace, cancellationToken).ConfigureAwait(false);
        var removed = new VpsSyncResult { Name = target.Server!.Name, Key = target.Id, Outcome = VpsSyncOutcome.Removed, Changes = "deleted" };
        return () => WriteObject(removed);
    }
}
