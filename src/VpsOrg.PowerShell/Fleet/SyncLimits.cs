namespace VpsOrg.PowerShell;

/// <summary>What a run may do at the most. It is judged as a whole, before anything is sent.</summary>
/// <param name="mostNew">How many servers may be ordered.</param>
/// <param name="mostRemoved">How many may be removed.</param>
/// <param name="allNew">Whether no row needs to name a server that there is.</param>
internal sealed class SyncLimits(int mostNew, int mostRemoved, bool allNew)
{
    /// <summary>Refuses a run that would do more, and the file of another account.</summary>
    /// <exception cref="NoRowFoundException">No row names a server of an account that has some.</exception>
    /// <exception cref="LimitExceededException">The file asks for more.</exception>
    public void Check(SyncPlan plan, int removals, FleetFindings found, AccountPlace place)
    {
        var rows = found.Rows.Select(row => new RowPlan(row.Match.Row, row.Differences)).Where(row => row.Row.Fault is null).ToArray();
        if (!allNew && found.Comparison.Servers.All.Count > 0 && rows.Length > 0 && !Array.Exists(rows, row => row.IsFound))
        {
            throw new NoRowFoundException(found.Comparison.Servers.All.Count, place);
        }

        if (plan.New > mostNew)
        {
            throw new LimitExceededException("ordered", plan.New, "MaximumNew", mostNew);
        }

        if (removals > mostRemoved)
        {
            throw new LimitExceededException("removed", removals, "MaximumRemove", mostRemoved);
        }
    }
}
