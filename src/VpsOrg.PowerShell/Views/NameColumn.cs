using System.Text;

namespace VpsOrg.PowerShell;

/// <summary>
/// How much of a name a table shows. PowerShell gives each column what its longest text needs and drops columns from the
/// right: one long name would drop all the others. So it is cut where it must be, which only a console tells: what goes
/// to a file, to a pipe or to <c>Out-String</c> may be as wide as it likes.
/// </summary>
/// <param name="columnsBehind">What the columns behind it that matter need in characters, with the spaces between.</param>
/// <param name="withoutConsole">How much is shown where no console tells how wide it is.</param>
internal sealed class NameColumn(int columnsBehind, int withoutConsole)
{
    /// <summary>This much of a name is shown always.</summary>
    public const int Least = 16;

    private const int LeastId = 9;
    private static readonly string Ellipsis = ((char)0x2026).ToString();

    /// <summary>The name as the column shows it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="id">The server's id, which stands before it.</param>
    /// <param name="width">How wide the console is; null where there is none.</param>
    /// <param name="console">What the console can show.</param>
    public string? Show(string? name, string? id, int? width, Encoding console)
    {
        var room = width is { } columns ? Math.Max(Least, columns - Math.Max(LeastId, id?.Length ?? 0) - columnsBehind) : withoutConsole;
        if (name is null || name.Length <= room)
        {
            return name;
        }

        var mark = console.GetString(console.GetBytes(Ellipsis)) == Ellipsis ? Ellipsis : "...";
        return name.Substring(0, room - mark.Length) + mark;
    }

    /// <summary>How wide this process's console is; null where its output goes elsewhere.</summary>
    public static int? ConsoleWidth()
    {
        try
        {
            return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth;
        }
        catch (IOException)
        {
            return null; // A host without a console, as an editor's.
        }
    }
}
