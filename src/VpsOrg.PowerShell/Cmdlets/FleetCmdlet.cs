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

    /// <summary>Compares rows with the account.</summary>
    /// <param name="session">Where.</param>
    /// <param name="input">The rows.</param>
    /// <param name="atOnce">How many details are read at once.</param>
    /// <exception cref="ArgumentException">A column looks like a slip.</exception>
    private protected FleetFindings Compare(VpsSession session, IReadOnlyList<PSObject?> input, int atOnce)
    {
        var servers = Servers(session);
        var names = new ServerNames(servers);
        var form = new FleetForm(id => names.Of(id) is not null);
        var rows = input.Select(form.Read).ToArray();
        var comparison = new FleetComparison(rows, names);
        var looks = Look(session, comparison.Needed, atOnce);
        form.Columns.Judge(servers.Concat(looks.Values.Select(look => look.Server).OfType<VpsServer>()), WriteWarning);
        WarnOfStatuses(rows, servers);
        return new FleetFindings(comparison, looks);
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

    private IReadOnlyDictionary<VpsId, FleetLook> Look(VpsSession session, IReadOnlyCollection<VpsId> needed, int atOnce)
    {
        Expect(needed.Count);
        var looks = new FleetLooks(session.Client, atOnce);
        return Await((trace, token) => looks.ReadAsync(needed, isBegun => Pump.Progress?.Note(count => Note(count, isBegun)), trace, token));
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
