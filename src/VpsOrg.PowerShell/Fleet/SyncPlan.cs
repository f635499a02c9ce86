using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>What a run would do, row by row. All rows are judged before anything is sent.</summary>
/// <param name="form">Makes orders of rows.</param>
/// <param name="appliesStatus">Whether servers are started and stopped.</param>
/// <param name="waits">Whether what is ordered is waited for.</param>
internal sealed class SyncPlan(OrderForm form, bool appliesStatus, bool waits)
{
    private static readonly OrderValues Nothing = new(null, null, null, null, null, null, null);

    private readonly List<RowSync> _rows = [];

    /// <summary>The rows.</summary>
    public IReadOnlyList<RowSync> Rows => _rows;

    /// <summary>Whether anything is to be done.</summary>
    public bool HasWork => _rows.Exists(row => row.HasWork);

    /// <summary>How many servers are ordered.</summary>
    public int New => _rows.Count(row => row.Order is not null);

    /// <summary>Takes a row.</summary>
    /// <param name="plan">What it needs.</param>
    /// <param name="server">Its server; null where there is none.</param>
    /// <param name="input">The row as it was piped.</param>
    /// <param name="session">Where.</param>
    public void Add(RowPlan plan, VpsServer? server, PSObject? input, VpsSession session)
    {
        var row = Judge(plan, input);
        if (server is not null)
        {
            row.See(server, session);
        }

        if (row.Fault is null)
        {
            Plan(row);
        }

        _rows.Add(row);
    }

    /// <summary>Everything in one line.</summary>
    /// <param name="removals">How many servers are removed.</param>
    /// <param name="place">Where.</param>
    public string Describe(int removals, AccountPlace place)
    {
        var work = string.Join(", ", new[]
        {
            Part("order", New),
            Part("change", _rows.Count(row => row.Change is not null)),
            Part("start", _rows.Count(row => row.Status == VpsServerStatus.Active)),
            Part("stop", _rows.Count(row => row.Status == VpsServerStatus.Stopped)),
            Part("remove", removals),
        }.OfType<string>());
        var rest = string.Concat(Rest("unchanged", _rows.Count(row => row.Fault is null && !row.HasWork)), Rest("not touched", _rows.Count(row => row.Fault is not null)));
        return $"To do at {place}: {(work.Length == 0 ? "nothing" : work)}{rest}.";
    }

    private static string? Part(string what, int count) => count == 0 ? null : what + " " + count.ToString("N0", CultureInfo.InvariantCulture);

    private static string? Rest(string what, int count) => count == 0 ? null : "; " + count.ToString("N0", CultureInfo.InvariantCulture) + " " + what;

    private RowSync Judge(RowPlan plan, PSObject? input)
    {
        try
        {
            return plan.Obstacles.Any() ? throw new RowNotTouchedException(plan.Row.Name, plan.Obstacles)
                : plan.Orders ? new RowSync(plan.Row, input) { Order = form.Read(Nothing, input).Single(), Status = StatusOfNew(plan.Row) }
                : new RowSync(plan.Row, input) { Change = ChangeOf(plan), Status = appliesStatus ? plan.Status : null };
        }
        catch (Exception exception) when (exception is ArgumentException or RowNotTouchedException)
        {
            return new RowSync(plan.Row, input) { Fault = exception };
        }
    }

    /// <summary>A server is active once it is made: one that is to be stopped is stopped then, where that is waited for.</summary>
    private string? StatusOfNew(FleetRow row) =>
        appliesStatus && waits && row.ComparedStatus == VpsServerStatus.Stopped ? VpsServerStatus.Stopped : null;

    private void Plan(RowSync row)
    {
        if (row.Order is not null)
        {
            row.Plan(SyncStep.Order);
            if (waits)
            {
                row.Plan(SyncStep.Wait);
            }
        }

        if (row.Change is not null)
        {
            row.Plan(SyncStep.Change);
        }

        if (row.Status is not null)
        {
            row.Plan(SyncStep.Power);
        }
    }

    /// <exception cref="ArgumentException">A value is outside what the API documents.</exception>
    private static ServerChange? ChangeOf(RowPlan plan)
    {
        var wanted = plan.Changes.ToDictionary(one => one.Property!, one => one.Desired);
        if (wanted.Count == 0)
        {
            return null;
        }

        T? Of<T>(string property) => wanted.TryGetValue(property, out var value) && value is T known ? known : default;
        var flag = wanted.TryGetValue(FleetColumns.BackupsEnabled, out var backups) ? backups as bool? : null;
        var change = new ServerChange(Of<string>(FleetColumns.Name), Of<string>(FleetColumns.Hostname), ClearsHostname: false, flag);
        change.ToUpdate();
        return change;
    }
}
