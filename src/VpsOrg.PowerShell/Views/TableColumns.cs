using System.Text;

namespace VpsOrg.PowerShell;

/// <summary>
/// How wide the columns of a table are behind the id. PowerShell gives each column what its longest text needs, then cuts and drops
/// from the right: what is left for the last column may be a single character, with its heading letter below letter. So a
/// text is widened until the column after the last whole one has enough room, or none. That takes a width, which only a console
/// tells; without one, the least widths are such that 80, 100, 120 and 160 characters end well.
/// </summary>
/// <param name="least">How wide the column of names is at the least.</param>
/// <param name="keep">How many of the columns behind it matter more than a name of over 16 characters.</param>
/// <param name="behind">The columns behind it.</param>
internal sealed class TableColumns(int least, int keep, params TableColumn[] behind)
{
    /// <summary>This much of a name is shown always.</summary>
    public const int LeastName = 16;

    private static readonly string Ellipsis = ((char)0x2026).ToString();

    /// <summary>How much of a name is shown where no console tells how wide it is; null: all of it.</summary>
    public int? NameWithoutConsole { get; init; }

    /// <summary>The name as its column shows it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="id">How wide the column of ids is.</param>
    /// <param name="console">How wide the console is; null where there is none.</param>
    /// <param name="encoding">What the console can show.</param>
    public string Name(string? name, int id, int? console, Encoding encoding)
    {
        var text = name ?? string.Empty;
        if (console is not { } width)
        {
            return Cut(text, NameWithoutConsole ?? int.MaxValue, encoding).PadRight(least);
        }

        return Cut(text, Most(id, width), encoding).PadRight(NameWidth(text.Length, id, width));
    }

    /// <summary>How many characters a cell behind the name takes.</summary>
    /// <param name="index">Which of the columns behind the name.</param>
    /// <param name="length">How long its text is.</param>
    /// <param name="id">How wide the column of ids is.</param>
    /// <param name="console">How wide the console is; null where there is none.</param>
    public int Cell(int index, int length, int id, int? console)
    {
        var wide = Math.Max(length, behind[index].Width);
        if (console is not { } width || wide == behind[index].Width)
        {
            return wide;
        }

        var name = NameWidth(least, id, width);
        return Widen(wide, width, candidate => EndsWell(id + 1 + name, width, behind.Select((column, at) => at == index ? column with { Width = candidate } : column)));
    }

    /// <summary>How wide a name may be: as wide as leaves room for what matters more.</summary>
    private int Most(int id, int width) => Math.Max(Clean(LeastName, id, width), width - id - 1 - behind.Take(keep).Sum(column => 1 + column.Width));

    private int NameWidth(int length, int id, int width)
    {
        var most = Most(id, width);
        return Math.Min(most, Clean(Math.Max(least, Math.Min(length, most)), id, width));
    }

    private int Clean(int name, int id, int width) => Widen(name, width, candidate => EndsWell(id + 1 + candidate, width, behind));

    private static int Widen(int from, int width, Func<int, bool> endsWell)
    {
        var wide = from;
        while (wide < width && !endsWell(wide))
        {
            wide++;
        }

        return wide < width ? wide : from;
    }

    /// <summary>Whether the first column that is not whole has enough room, or none.</summary>
    private static bool EndsWell(int used, int width, IEnumerable<TableColumn> columns)
    {
        foreach (var column in columns)
        {
            var room = width - used - 1;
            if (room < column.Width)
            {
                return room <= 0 || room >= column.Least;
            }

            used += 1 + column.Width;
        }

        return true;
    }

    private static string Cut(string text, int room, Encoding encoding)
    {
        if (text.Length <= room)
        {
            return text;
        }

        var mark = encoding.GetString(encoding.GetBytes(Ellipsis)) == Ellipsis ? Ellipsis : "...";
        return text.Substring(0, room - mark.Length) + mark;
    }
}

/// <summary>A column behind the name.</summary>
/// <param name="Width">How wide its cells are at the least.</param>
/// <param name="Least">With less room than that, it is better dropped.</param>
internal sealed record TableColumn(int Width, int Least);
