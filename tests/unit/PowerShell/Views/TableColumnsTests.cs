using System.Text;

namespace VpsOrg.PowerShell.Tests;

/// <summary>The tables' widths: names are cut where they must be, and no column ends as a shard.</summary>
public sealed class TableColumnsTests
{
    private const string Number = "900000001";
    private const string Uuid = "9e3779b1-5a6d-4b1d-8c5e-000000000001";

    public static TheoryData<string, int> Consoles
    {
        get
        {
            var consoles = new TheoryData<string, int>();
            foreach (var width in Enumerable.Range(60, 160))
            {
                consoles.Add(Number, width);
                consoles.Add(Uuid, width);
            }

            return consoles;
        }
    }

    [Theory]
    [InlineData(80, 16)]
    [InlineData(100, 36)]
    [InlineData(120, 56)]
    [InlineData(160, 63)]
    [InlineData(20, 16)]
    public void A_long_name_leaves_room_for_what_stands_behind_it(int console, int shown)
    {
        var name = Name(new string('n', 63), Number, console).TrimEnd();

        Assert.Equal(shown, name.Length);
        Assert.Equal(shown < 63, name.EndsWith('\u2026'));
    }

    [Theory]
    [MemberData(nameof(Consoles))]
    public void No_column_of_any_console_is_a_shard(string id, int console)
    {
        for (var length = 1; length <= 63; length++)
        {
            AssertNoShard(console, Ids(id), Name(new string('n', length), id, console).Length, Cells(id, console, 6, 7, 9));
        }
    }

    [Theory]
    [MemberData(nameof(Consoles))]
    public void A_text_longer_than_its_column_makes_none_either(string id, int console)
    {
        for (var longer = 10; longer <= 32; longer++)
        {
            AssertNoShard(console, Ids(id), Name("web-01", id, console).Length, Cells(id, console, longer, 7, 9));
            AssertNoShard(console, Ids(id), Name("web-01", id, console).Length, Cells(id, console, 6, longer, 9));
            AssertNoShard(console, Ids(id), Name("web-01", id, console).Length, Cells(id, console, 6, 7, longer));
        }
    }

    [Theory]
    [InlineData(Number, 15, 16)]
    [InlineData(Uuid, 6, 16)]
    public void Where_no_console_tells_the_width_the_common_ones_end_well(string id, int from, int to)
    {
        foreach (var width in new[] { 80, 100, 120, 160 })
        {
            for (var length = from; length <= to; length++)
            {
                AssertNoShard(width, Ids(id), Name(new string('n', length), id, null).Length, Cells(id, null, 6, 7, 9));
            }
        }
    }

    [Fact]
    public void What_goes_to_a_file_or_a_text_is_never_cut() => Assert.Equal(new string('n', 63), Name(new string('n', 63), Number, null));

    [Theory]
    [InlineData("a")]
    [InlineData("sixteen-letters-")]
    [InlineData("")]
    [InlineData(null)]
    public void A_short_name_is_shown_as_it_is(string? name) => Assert.Equal(name ?? string.Empty, Name(name, Number, 80).TrimEnd());

    [Fact]
    public void Three_dots_mark_the_cut_where_the_console_has_no_ellipsis() =>
        Assert.Equal("nnnnnnnnnnnnn...", TableWidths.Servers(Number).Name(new string('n', 40), 9, 80, Encoding.ASCII));

    private static int Ids(string id) => TableWidths.Ids(id);

    private static string Name(string? name, string id, int? console) => TableWidths.Servers(id).Name(name, Ids(id), console, Encoding.UTF8);

    private static int[] Cells(string id, int? console, int status, int location, int system)
    {
        var columns = TableWidths.Servers(id);
        int Cell(int index, int length) => columns.Cell(index, length, Ids(id), console);
        return [Cell(0, status), Cell(1, 12), Cell(2, location), 5, Cell(4, system), 15];
    }

    /// <summary>As PowerShell does it: what is behind the last column that is whole gets the rest.</summary>
    private static void AssertNoShard(int width, int id, int name, int[] cells)
    {
        var (used, at) = (id + 1 + name, 0);
        while (at < cells.Length && used + 1 + cells[at] <= width)
        {
            used += 1 + cells[at++];
        }

        Assert.True(at == cells.Length || width - used - 1 is <= 0 or >= 8, $"{width} columns: column {at} behind a name of {name} gets {width - used - 1}.");
    }
}
