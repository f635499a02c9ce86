namespace VpsOrg.PowerShell;

/// <summary>
/// A cmdlet that works on an account's servers, several at once: collects on the pipeline thread, runs on request tasks,
/// writes on the pipeline thread. One bad item never stops the rest.
/// </summary>
public abstract class FanOutCmdlet : VpsCmdlet
{
    private protected const string ByInputObject = "InputObject";
    private protected const string ById = "Id";
    private protected const string ByName = "Name";

    /// <summary>How many servers a command that only reads works on at once, unless told otherwise.</summary>
    private protected const int ReadsAtOnce = 8;

    /// <summary>The same for a command that writes: one after another, so that a mistake stops at the first.</summary>
    private protected const int WritesAtOnce = 1;

    /// <summary>More would only queue for the connections that a session may open.</summary>
    private const int HighestThrottle = 256;

    /// <summary>What was given up ends at once; a machine that is busy may take so long to notice.</summary>
    private static readonly TimeSpan Unwinding = TimeSpan.FromMilliseconds(250);

    private FanOut? _fanOut;
    private IReadOnlyList<string>? _aftermath;
    private NamedServers? _named;
    private ServerWaits? _waits;

    private readonly bool _writes;

    private protected FanOutCmdlet(int throttleLimit)
    {
        ThrottleLimit = throttleLimit;
        _writes = throttleLimit == WritesAtOnce;
    }

    /// <summary>The session to use, from <c>Connect-Vps</c>, or its name. Without it: the session that the piped server came from, else the default one.</summary>
    [Parameter]
    [SessionArgument]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public VpsSession? Session { get; set; }

    /// <summary>How many servers to work on at once; default 8 for commands that only read, 1 for those that write.</summary>
    [Parameter]
    [ValidateRange(1, HighestThrottle)]
    public int ThrottleLimit { get; set; }

    /// <summary>Whether a name may hold wildcards. Only where nothing is changed.</summary>
    private protected virtual bool AllowsWildcards => false;

    /// <summary>Which session to act in.</summary>
    private protected SessionChoice Sessions => Choose(Session);

    /// <summary>What was written and should be told of where the output is lost; null tells nothing.</summary>
    private protected virtual string? WrittenBefore => null;

    /// <summary>How long an early end waits for answers to what was sent; by default not at all.</summary>
    private protected virtual TimeSpan PatienceAtTheEnd => TimeSpan.Zero;

    /// <summary>Puts right what must not be left as it is, whatever ended the command.</summary>
    /// <returns>What is to be told of it.</returns>
    private protected virtual IReadOnlyList<string> PutRight(EarlyEnd end) => [];

    /// <summary>The waits of this invocation, shared by all its tasks.</summary>
    private protected ServerWaits Waits => LazyInitializer.EnsureInitialized(ref _waits, MakeWaits)!;

    /// <summary>Takes one input.</summary>
    protected sealed override void ProcessRecord() => EndEarlyWhere(ProcessInput);

    /// <summary>Writes what is left.</summary>
    protected override void EndProcessing() => EndEarlyWhere(() =>
    {
        if (_fanOut is not null)
        {
            Pump.Progress?.Note(count => count.Close());
            _fanOut.Finish();
        }

        RemoveProgress();
    });

    /// <summary>What is done with one input.</summary>
    private protected abstract void ProcessInput();

    /// <inheritdoc/>
    private protected sealed override IReadOnlyList<string> EndEarly(bool losesOutput) => _aftermath ??= TellAtTheEnd(losesOutput);

    /// <summary>What runs several tasks at once: as many as the throttle allows, written in the order of the input.</summary>
    private protected virtual FanOut MakeFanOut() => new(Pump, ThrottleLimit, inOrderOfArrival: false);

    /// <summary>What waits for servers: at the session's own interval.</summary>
    private protected virtual ServerWaits MakeWaits() => new(Pump.Progress, pollInterval: null, ThrottleLimit);

    /// <summary>Does something on the pipeline thread with each server that references name.</summary>
    private protected void ForEachServer(IEnumerable<Func<ServerReference>> references, Action<ServerTarget> act)
    {
        _named ??= new NamedServers(() => Sessions, new ServerFinder(MyInvocation.MyCommand?.Name, AllowsWildcards, Servers), Expect);
        _named.Visit(references, act, (exception, subject) =>
        {
            Skip();
            Report(exception, subject);
        });
    }

    /// <summary>Tells the progress bar that so many more servers were named.</summary>
    private protected void Expect(int count) => Pump.Progress?.Note(work => work.Expect(count));

    /// <summary>Tells it that one of them needs no work.</summary>
    private protected void Skip() => Pump.Progress?.Note(work => work.Skip());

    /// <summary>Reads a server as it is now.</summary>
    /// <exception cref="VpsGuardException">It is not the one that the input means.</exception>
    private protected VpsServer Read(ServerTarget target)
    {
        var server = Await((trace, token) => target.Session.Client.GetServerAsync(target.Id, trace, token));
        target.RefuseOther(server);
        return server;
    }

    /// <summary>Starts work on a server as soon as there is room; the server that it gives is written, null writes nothing.</summary>
    private protected void Run(ServerTarget target, Func<ICallTrace, CancellationToken, Task<VpsServer?>> work)
    {
        async Task<Action> Work(ICallTrace trace, CancellationToken cancellationToken)
        {
            var server = await work(trace, cancellationToken).ConfigureAwait(false);
            return () => Write(server, target.Session);
        }

        RunWrite(target, Work);
    }

    /// <summary>The same where the work itself says what is written.</summary>
    private protected void RunWrite(ServerTarget target, Func<ICallTrace, CancellationToken, Task<Action>> work, Action? failed = null)
    {
        var write = new SentWrite(target);
        Run(
            () => target.Subject,
            (trace, token) =>
            {
                write.Begin();
                return work(trace, token);
            },
            _writes ? write.Tell : null,
            failed: failed);
    }

    /// <summary>Starts work on an item as soon as there is room, writing what is done meanwhile.</summary>
    /// <param name="subject">What an error is about; asked when there is one.</param>
    /// <param name="work">The work; what it returns is called on the pipeline thread to write the outcome.</param>
    /// <param name="tell">What is said of it where the command ends before the outcome is written; null says nothing.</param>
    /// <param name="waits">Ends when the work from then on only waits, and leaves its room to others; null where it never does.</param>
    /// <param name="failed">Is told of a failure before it is written.</param>
    private protected void Run(
        Func<ErrorSubject> subject, Func<ICallTrace, CancellationToken, Task<Action>> work, Func<Task, string?>? tell = null, Task? waits = null, Action? failed = null)
    {
        _fanOut ??= MakeFanOut();
        _fanOut.Add(
            () => work(Pump, Cancellation),
            exception =>
            {
                failed?.Invoke();
                Report(exception, subject());
            },
            tell,
            waits);
    }

    /// <summary>Waits for all work so far, and writes its outcomes.</summary>
    private protected void FinishRunning() => _fanOut?.Finish();

    /// <summary>Writes a server that remembers where it came from.</summary>
    private protected void Write(VpsServer? server, VpsSession session)
    {
        if (server is not null)
        {
            WriteObject(ServerNotes.Of(session.Own(server)));
        }
    }

    /// <summary>
    /// Writes an error, or ends the command where going on is of no use: a rejected token is rejected for all, and half
    /// a list is worse than none.
    /// </summary>
    private protected void Report(Exception exception, ErrorSubject subject)
    {
        if (exception is VpsUnauthorizedException or VpsIncompleteListException or NotConnectedException || exception == Session?.Refusal)
        {
            Fail(exception, subject);
        }
        else
        {
            WriteError(RecordOf(exception, subject));
        }
    }

    private string[] TellAtTheEnd(bool losesOutput)
    {
        if (_fanOut is null)
        {
            return [];
        }

        if (!Stopping)
        {
            _fanOut.SeeWritten();
        }

        SendNothingMore();
        var end = new EarlyEnd(this, Pump, Clock, Cancellation);
        end.WaitFor(_fanOut.Answers, PatienceAtTheEnd);
        var righted = PutRight(end);
        Cancel(); // Before anything is told: what has not left by now never will.
        end.WaitDespiteStop(_fanOut.Answers, Unwinding, CancellationToken.None);
        var told = righted.Concat(_fanOut.TellOpen()).Concat(losesOutput && WrittenBefore is { } before ? [before] : Array.Empty<string>()).Select(Redact).ToArray();
        end.Warn(told);
        return told;
    }

    /// <summary>All servers of a session.</summary>
    private protected IReadOnlyList<VpsServer> Servers(VpsSession session) =>
        SeenLocations.Of(session).Note(Await((trace, token) => session.Client.GetServersAsync(null, trace, token)));
}
