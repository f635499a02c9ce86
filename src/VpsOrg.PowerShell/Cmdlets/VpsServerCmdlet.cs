namespace VpsOrg.PowerShell;

/// <summary>
/// A cmdlet that takes references to servers and works on each. The leaf says what to do with one; finding it, asking,
/// running, writing and failing are here. One bad item never stops the rest.
/// </summary>
public abstract class VpsServerCmdlet : FanOutCmdlet
{
    private protected const string ByInputObject = "InputObject";
    private protected const string ById = "Id";
    private protected const string ByName = "Name";

    private readonly Dictionary<VpsSession, Task<NameIndex>> _names = [];

    private protected VpsServerCmdlet(int throttleLimit)
        : base(throttleLimit)
    {
    }

    /// <summary>Whether a name may hold wildcards. Only where nothing is changed.</summary>
    private protected virtual bool AllowsWildcards => false;

    /// <summary>The references of one pipeline input, or of the command line.</summary>
    private protected abstract IEnumerable<Func<ServerReference>> References();

    /// <summary>Asks whether to go on with a server; on the pipeline thread.</summary>
    private protected virtual bool ShouldRun(ServerTarget target) => true;

    /// <summary>The work on one server; away from the pipeline thread. Its result is written, null writes nothing.</summary>
    private protected abstract Task<object?> RunAsync(ServerTarget target, ICallTrace trace, CancellationToken cancellationToken);

    /// <summary>Works on each server that the input names.</summary>
    protected override void ProcessRecord()
    {
        foreach (var reference in References())
        {
            Process(reference);
        }
    }

    /// <summary>The references that the three ways of naming servers make.</summary>
    private protected static IEnumerable<Func<ServerReference>> References(PSObject[]? inputObject, long[]? id, string[]? name) =>
        (inputObject ?? []).Select(one => (Func<ServerReference>)(() => ServerReference.Of(one)))
            .Concat((id ?? []).Select(one => (Func<ServerReference>)(() => ServerReference.OfId(one))))
            .Concat((name ?? []).Select(one => (Func<ServerReference>)(() => ServerReference.OfName(one))));

    /// <summary>The account's servers by name; one look an invocation and session, also where it fails.</summary>
    private protected NameIndex Names(VpsSession session)
    {
        if (!_names.TryGetValue(session, out var index))
        {
            var client = session.Client;
            index = Task.Run(async () => new NameIndex(await client.GetServersAsync(null, Pump, Cancellation).ConfigureAwait(false)));
            _names.Add(session, index);
        }

        Pump.WriteUntil(index);
        return Pump.Result(index);
    }

    private void Process(Func<ServerReference> read)
    {
        object? target = null;
        VpsSession? session = null;
        try
        {
            var reference = read();
            target = reference.Original;
            session = reference.Server is { } piped ? SessionOf(piped) : OwnSession;
            foreach (var server in Find(reference, session))
            {
                if (ShouldRun(server))
                {
                    Run(server.Reference, server.Session, (trace, token) => RunAsync(server, trace, token));
                }
            }
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Report(exception, target, session);
        }
    }

    private IEnumerable<ServerTarget> Find(ServerReference reference, VpsSession session)
    {
        if (reference.Id is { } id)
        {
            return [new ServerTarget(session, id, reference.Server, reference.Original)];
        }

        var name = reference.Name!;
        if (WildcardPattern.ContainsWildcardCharacters(name))
        {
            return AllowsWildcards
                ? Names(session).Matching(name).Select(server => new ServerTarget(session, server.Id, server, reference.Original))
                : throw new ArgumentException($"'{name}' holds wildcards, which this command does not take: pipe servers into it instead, e.g. Get-VpsServer -Name '{name}' | {MyInvocation.MyCommand?.Name}.");
        }

        var found = Names(session).Find(name) ?? throw new ServerNotFoundException(name, session);
        return [new ServerTarget(session, found.Id, found, reference.Original)];
    }
}
