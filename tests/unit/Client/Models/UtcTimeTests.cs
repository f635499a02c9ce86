using System.Globalization;

namespace VpsOrg.Client.Tests;

public sealed class UtcTimeTests
{
    [Theory]
    [InlineData("2025-01-10T14:30:00Z")]
    [InlineData("2024-02-29T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void A_time_in_the_API_s_form_is_what_the_platform_s_parser_makes_of_it(string text)
    {
        Assert.True(UtcTime.TryRead(text, out var time));

        Assert.Equal(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime, time);
        Assert.Equal(DateTimeKind.Utc, time.Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2025-01-10")]
    [InlineData("2025-01-10T14:30:00")]
    [InlineData("2025-01-10T14:30:00z")]
    [InlineData("2025-01-10T14:30:00+00:00")]
    [InlineData("2025-01-10T14:30:00.5Z")]
    [InlineData("2025-02-29T00:00:00Z")]
    [InlineData("2025-13-01T00:00:00Z")]
    [InlineData("2025-00-01T00:00:00Z")]
    [InlineData("2025-01-00T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2025-01-10T24:00:00Z")]
    [InlineData("2025-01-10T14:60:00Z")]
    [InlineData("2025-01-10T14:30:60Z")]
    [InlineData("٢٠٢٥-01-10T14:30:00Z")]
    public void Anything_else_is_left_to_the_platform(string text) =>
        Assert.False(UtcTime.TryRead(text, out _));
}
