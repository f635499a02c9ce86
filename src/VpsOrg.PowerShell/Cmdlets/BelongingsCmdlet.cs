namespace VpsOrg.PowerShell;

/// <summary>
/// A cmdlet that reads what belongs to servers: of all of the account, or of those that are named. The list of a server is one
/// request; of more servers than are read at once, one list of the whole account is cheaper.
/// </summary>
public abstract class BelongingsCmdlet : FanOutCmdlet
{
    private readonly List<ServerTarget> _servers = [];
    private int _begun;
    private int _read;

    private protected BelongingsCmdlet()
        : base(ReadsAtOnce)
    {
    }

    /// <summary>Of which servers: ids, names (wildcards allowed), servers, or rows with a property Id or Name. Without it: of all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServerReferenceCompleter))]
    public PSObject[]? Server { get; set; }

    private protected sealed override bool AllowsWildcards => true;

    /// <summary>What a list of the account, or of one server, shows.</summary>
    private protected abstract Task<IReadOnlyList<Belonging>> ListAsync(VpsSession session, VpsId? server, ICallTrace trace, CancellationToken cancellationToken);

    /// <summary>What is left to say once everything that was looked for has been seen. Not called where a list could not be read.</summary>
    /// <param name="session">The session that was looked in.</param>
    private protected virtual void TellOfMissing(VpsSession session)
    {
    }

    /// <summary>Reads everything, or holds the servers that the input names until all are known.</summary>
    private protected sealed override void ProcessInput()
    {
        if (Server is null)
        {
            WriteAll();
        }
        else
        {
            ForEachServer(ServerReference.All(Server, null, null), _servers.Add);
        }
    }

    /// <summary>Reads what belongs to the servers.</summary>
    protected override void EndProcessing()
    {
        EndEarlyWhere(() =>
        {
            foreach (var servers in _servers.GroupBy(server => server.Session))
            {
                Read(servers.Key, servers.ToArray());
            }
        });
        base.EndProcessing();
        if (_begun > 0 && _read == _begun)
        {
            EndEarlyWhere(() => TellOfMissing(_servers.FirstOrDefault()?.Session ?? Sessions.Own));
        }
    }

    private void WriteAll()
    {
        var subject = new ErrorSubject();
        try
        {
            var session = Sessions.Own;
            subject = subject with { Place = session.Place };
            _begun++;
            Write(Await((trace, token) => ListAsync(session, server: null, trace, token)));
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Fail(exception, subject);
        }
    }

    private void Read(VpsSession session, ServerTarget[] servers)
    {
        if (servers.Length <= ThrottleLimit)
        {
            Array.ForEach(servers, server => Run(server, (trace, token) => ListAsync(session, server.Id, trace, token)));
            return;
        }

        try
        {
            _begun++;
            var all = Await((trace, token) => ListAsync(session, server: null, trace, token)).ToLookup(one => one.Server);
            Array.ForEach(servers, server => Run(server, (_, _) => Task.FromResult<IReadOnlyList<Belonging>>(all[server.Id].ToArray())));
            _read++;
        }
        catch (Exception exception) when (ErrorRecords.Knows(exception))
        {
            Report(exception, new ErrorSubject(Place: session.Place));
        }
    }

    private void Run(ServerTarget server, Func<ICallTrace, CancellationToken, Task<IReadOnlyList<Belonging>>> list)
    {
        _begun++;
        Run(() => server.Subject, async (trace, token) =>
        {
            var items = await list(trace, token).ConfigureAwait(false);
            if (items.Count == 0 && server.Server is null)
            {
                await server.Session.Client.GetServerAsync(server.Id, trace, token).ConfigureAwait(false); // Of a server that is not there, none would be no answer.
            }

            return () => Write(items);
        });
    }

    private void Write(IReadOnlyList<Belonging> items)
    {
        _read++;
        foreach (var item in items)
        {
            item.Write();
        }
    }

    /// <summary>One thing that belongs to a server.</summary>
    /// <param name="Server">The server's id; null where the API does not say.</param>
    /// <param name="Write">Writes it, where it is one of those that are looked for. Pipeline thread only.</param>
    private protected readonly record struct Belonging(VpsId? Server, Action Write);
}
