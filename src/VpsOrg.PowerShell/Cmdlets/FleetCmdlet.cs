namespace VpsOrg.PowerShell;

/// <summary>A cmdlet that compares the rows of a file with an account: it gathers the rows, then looks. The leaf says what is done with what it finds.</summary>
public abstract class FleetCmdlet : FanOutCmdlet
{
    private readonly List<PSObject?> _input = [];

    private protected FleetCmdlet(int throttleLimit)
        : base(throttleLimit)
    {
    }

    /// <summary>The rows: objects or dictionaries with a property Name or Id, and what else they want of the server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, HelpMessage = "The rows of the file, e.g. from Import-Csv.")]
    [AllowNull]
    [AllowEmptyCollection]
    public PSObject?[]? InputObject { get; set; }

    /// <summary>Works on the rows, all of them at once.</summary>
    protected sealed override void EndProcessing()
    {
        EndEarlyWhere(() =>
        {
            var subject = new ErrorSubject();
            try
            {
                var session = SessionOf(_input);
                subject = subject with { Place = session.Place };
                if (_input.Count == 0)
                {
                    throw new NoRowsException();
                }

                Work(session, _input);
            }
            catch (Exception exception) when (ErrorRecords.Knows(exception))
            {
                Fail(exception, subject);
            }
        });
        base.EndProcessing();
    }

    /// <summary>Takes rows; nothing is read before the last of them.</summary>
    private protected sealed override void ProcessInput() => _input.AddRange(InputObject ?? [null]);

    /// <summary>What is done with the rows.</summary>
    private protected abstract void Work(VpsSession session, IReadOnlyList<PSObject?> input);

    /// <summary>Reads what rows want.</summary>
    private protected static FleetRows ReadRows(IReadOnlyList<PSObject?> input, ServerNames names)
    {
        var form = new FleetForm(id => names.Of(id) is not null);
        return new FleetRows(input.Select(form.Read).ToArray(), form.Columns);
    }

    /// <summary>Compares rows with the account, once the details that they need are read.</summary>
    /// <param name="session">Where.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="comparison">What a list said of them.</param>
    /// <param name="atOnce">How many details are read at once.</param>
    /// <exception cref="ArgumentException">A column looks like a slip.</exception>
    private protected FleetFindings Judge(VpsSession session, FleetRows rows, FleetComparison comparison, int atOnce)
    {
        var looks = Look(session, comparison.Needed, atOnce);
        rows.Columns.Judge(comparison.Servers.All.Concat(looks.Values.Select(look => look.Server).OfType<VpsServer>()), WriteWarning);
        WarnOfStatuses(rows.All, comparison.Servers.All);
        return new FleetFindings(comparison, looks);
    }

    /// <summary>Compares the rows. A name that a list does not show is looked up again; what only a list says is confirmed before anything is done about it.</summary>
    private protected FleetFindings CompareForWrites(VpsSession session, IReadOnlyList<PSObject?> input)
    {
        var names = new ServerNames(Servers(session));
        var rows = ReadRows(input, names);
        var comparison = new FleetComparison(rows.All, names);
        if (comparison.Absent.ToArray() is { Length: > 0 } absent)
        {
            names = new ServerNames(LookAgain(session, names, absent));
            rows = ReadRows(input, names);
            comparison = new FleetComparison(rows.All, names);
        }

        var found = Judge(session, rows, comparison, ReadsAtOnce);
        return found.With(Look(session, found.Unconfirmed, ReadsAtOnce));
    }

    /// <summary>A second list, with what this process ordered and no list shows yet, and what only the first list showed.</summary>
    private VpsServer[] LookAgain(VpsSession session, ServerNames first, IEnumerable<string> absent)
    {
        var second = Await((trace, token) => session.Client.ListForOrdersAsync(trace, token));
        var ordered = absent.Select(name => Remembered(session, name)).OfType<VpsServer>();
        return second.Concat(ordered).Concat(first.All).GroupBy(server => server.Key).Select(same => same.First()).ToArray();
    }

    /// <summary>A server of this process's own orders. A doubt is left to the order: it refuses that row alone.</summary>
    private VpsServer? Remembered(VpsSession session, string name)
    {
        try
        {
            return Await((trace, token) => session.Client.RememberedServerAsync(name, despiteDoubt: false, trace, token));
        }
        catch (VpsException exception) when (exception is not VpsUnauthorizedException and not VpsClientClosedException)
        {
            WriteVerbose($"What became of the orders of '{name}' is not known yet: {exception.Message}");
            return null;
        }
    }

    /// <summary>Reads the details of servers.</summary>
    private IReadOnlyDictionary<VpsId, FleetLook> Look(VpsSession session, IReadOnlyCollection<VpsId> needed, int atOnce)
    {
        Expect(needed.Count);
        var looks = new FleetLooks(session.Client, atOnce);
        return Await((trace, token) => looks.ReadAsync(needed, isBegun => Pump.Progress?.Note(count => Note(count, isBegun)), trace, token));
    }

    /// <summary>Says in the host what there is to say of all rows. Where it is no news, nothing is said but to those who ask for more.</summary>
    private protected void Tell(string summary, bool isNews)
    {
        if (isNews)
        {
            Pump.Show(summary);
            Pump.WriteSaid();
        }
        else
        {
            WriteVerbose(summary);
        }
    }

    /// <summary>The one session of all rows: servers that were read in another are none of its rows.</summary>
    /// <exception cref="SessionMismatchException">Servers of two sessions were piped.</exception>
    private VpsSession SessionOf(IEnumerable<PSObject?> input)
    {
        var servers = input.Select(row => row?.BaseObject).OfType<VpsServer>().ToArray();
        var session = Sessions.Of(servers.FirstOrDefault());
        var one = Choose(session);
        return servers.Select(server => one.Of(server)).LastOrDefault() ?? session;
    }

    /// <summary>A status that nobody has seen is none that is passed over in silence.</summary>
    private void WarnOfStatuses(IEnumerable<FleetRow> rows, IReadOnlyList<VpsServer> servers)
    {
        var given = rows.Select(row => row.Status).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
        foreach (var remark in SeenStatuses.Remarks(given.Except(servers.Select(server => server.Status ?? string.Empty), StringComparer.OrdinalIgnoreCase), "comparing the rest"))
        {
            WriteWarning(remark);
        }
    }

    private static void Note(WorkCount count, bool isBegun)
    {
        if (isBegun)
        {
            count.Begin();
        }
        else
        {
            count.End();
        }
    }
}
