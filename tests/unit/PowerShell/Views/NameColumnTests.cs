using System.Text;

namespace VpsOrg.PowerShell.Tests;

/// <summary>How much of a name a table shows: all of it, but where a console is too narrow for what stands behind it.</summary>
public sealed class NameColumnTests
{
    private const string Id = "900000001";
    private static readonly NameColumn Column = new(columnsBehind: 55, withoutConsole: int.MaxValue);

    [Theory]
    [InlineData(80, 16)]
    [InlineData(100, 36)]
    [InlineData(120, 56)]
    [InlineData(160, 63)]
    [InlineData(20, 16)]
    public void A_long_name_leaves_room_for_what_stands_behind_it(int console, int shown)
    {
        var name = Column.Show(new string('n', 63), Id, console, Encoding.UTF8)!;

        Assert.Equal(shown, name.Length);
        Assert.Equal(shown < 63, name.EndsWith('\u2026'));
    }

    [Fact]
    public void An_id_of_36_characters_takes_its_room_from_the_name() =>
        Assert.Equal(29, Column.Show(new string('n', 63), Guid.Empty.ToString(), 120, Encoding.UTF8)!.Length);

    [Fact]
    public void What_goes_to_a_file_or_a_text_is_never_cut() =>
        Assert.Equal(new string('n', 63), Column.Show(new string('n', 63), Id, null, Encoding.UTF8));

    [Theory]
    [InlineData("a")]
    [InlineData("sixteen-letters-")]
    [InlineData("")]
    [InlineData(null)]
    public void A_short_name_is_shown_as_it_is(string? name) => Assert.Equal(name, Column.Show(name, Id, 80, Encoding.UTF8));

    [Fact]
    public void Three_dots_mark_the_cut_where_the_console_has_no_ellipsis() =>
        Assert.Equal("nnnnnnnnnnnnn...", Column.Show(new string('n', 40), Id, 80, Encoding.ASCII));
}
