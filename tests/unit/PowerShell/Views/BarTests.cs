using System.Text;

namespace VpsOrg.PowerShell.Tests;

/// <summary>The usage bars, in consoles that can show their blocks and in those that cannot.</summary>
public sealed class BarTests
{
    [Fact]
    public void A_console_that_has_the_blocks_shows_them() =>
        Assert.Equal("▇▇▇▇░░░░  47 %", ViewText.Bar(47, 100, Encoding.UTF8));

    [Theory]
    [InlineData(437)]
    [InlineData(850)]
    [InlineData(932)]
    [InlineData(1252)]
    [InlineData(28591)]
    [InlineData(20127)]
    public void A_console_that_has_not_both_of_them_shows_plain_characters(int codePage) =>
        Assert.Equal("####....  47 %", ViewText.Bar(47, 100, CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage)));

    [Theory]
    [InlineData(null, 100.0)]
    [InlineData(1.0, null)]
    [InlineData(1.0, 0.0)]
    [InlineData(-1.0, 100.0)]
    public void A_figure_that_is_missing_or_makes_no_sense_is_no_bar(double? used, double? limit) =>
        Assert.Null(ViewText.Bar(used, limit, Encoding.UTF8));
}
