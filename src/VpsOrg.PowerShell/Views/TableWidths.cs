namespace VpsOrg.PowerShell;

/// <summary>The tables that the views show, each for ids that are numbers and for UUIDs.</summary>
internal static class TableWidths
{
    private const int Number = 9;
    private const int Uuid = 36;

    // Status, address, location, age, system, plan. With UUIDs, ids to address make 80 characters, ids to age 100, ids to system 120.
    private static readonly TableColumns ServersByNumber =
        new(least: 15, keep: 5, new(8, 8), new(15, 15), new(8, 8), new(5, 5), new(13, 13), new(12, 11));

    private static readonly TableColumns ServersByUuid =
        new(least: 17, keep: 5, new(9, 9), new(15, 15), new(12, 12), new(5, 5), new(19, 19), new(12, 8));

    // Processor, memory, disk, bandwidth. Right-aligned texts are cut at their left: a bar may go, its percentage and figures may not.
    private static readonly TableColumns UsageByNumber =
        new(least: 14, keep: 4, new(10, 10), new(22, 18), new(21, 19), new(24, 19)) { NameWithoutConsole = TableColumns.LeastName };

    private static readonly TableColumns UsageByUuid =
        new(least: 31, keep: 4, new(10, 10), new(22, 18), new(21, 17), new(24, 19)) { NameWithoutConsole = 31 };

    /// <summary>The table of servers.</summary>
    /// <param name="id">The id of a server.</param>
    public static TableColumns Servers(string? id) => IsUuid(id) ? ServersByUuid : ServersByNumber;

    /// <summary>The table of usage.</summary>
    /// <param name="id">The id of a server.</param>
    public static TableColumns Usage(string? id) => IsUuid(id) ? UsageByUuid : UsageByNumber;

    /// <summary>How wide the column of ids is.</summary>
    /// <param name="id">The id of a server.</param>
    public static int Ids(string? id) => Math.Max(IsUuid(id) ? Uuid : Number, id?.Length ?? 0);

    /// <summary>How wide this process's console is; null where its output goes elsewhere.</summary>
    public static int? Console()
    {
        try
        {
            return System.Console.IsOutputRedirected || System.Console.WindowWidth <= 0 ? null : System.Console.WindowWidth;
        }
        catch (IOException)
        {
            return null; // A host without a console, as an editor's.
        }
    }

    /// <summary>Ids that are much longer than numbers make a table of their own.</summary>
    public static bool IsUuid(string? id) => id?.Length > 20;
}
