using System.Globalization;

namespace VpsOrg.Client.Tests;

/// <summary>A rotation deletes the oldest of its own and nothing else: judged against random lists with look-alikes in them.</summary>
public sealed class RotationTests
{
    private const string Template = "{server}-nightly-{date}";

    private static readonly DateTimeOffset Now = new(2025, 1, 16, 2, 0, 0, TimeSpan.Zero);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Only_the_oldest_of_its_own_go_whatever_else_there_is(int seed)
    {
        var random = new Random(seed);
        var keep = random.Next(1, 5);
        var rotation = Of(keep);
        var mine = Own(500, Now);
        var others = Enumerable.Range(1, random.Next(0, 12)).Select(number => Any(random, number)).ToArray();
        VpsSnapshot[] all = [.. others.Append(mine).OrderBy(_ => random.Next())];

        var surplus = rotation.Surplus(all, mine.Key);

        // By an oracle of its own: what the test knows of how each was made.
        var own = others.Where(one => one.AdditionalProperties.ContainsKey("own") && IsBefore(one, mine)).OrderBy(one => one.Created).ThenBy(one => one.Key.Number).ToArray();
        Assert.Equal(own.Take(Math.Max(0, own.Length + 1 - keep)).Select(one => one.Id), surplus.Select(one => one.Id));
        Assert.DoesNotContain(mine, surplus);
        Assert.All(surplus, one => Assert.True(IsBefore(one, mine)));
        Assert.True(all.Except(surplus).Count(one => one == mine || own.Contains(one)) >= Math.Min(keep, own.Length + 1));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void To_delete_one_and_to_look_again_comes_to_the_same_and_ends(int seed)
    {
        var random = new Random(seed);
        var rotation = Of(random.Next(1, 5));
        var mine = Own(500, Now);
        List<VpsSnapshot> all = [.. Enumerable.Range(1, random.Next(0, 12)).Select(number => Any(random, number)), mine];
        var planned = rotation.Surplus(all, mine.Key).Select(one => one.Id).ToArray();
        var deleted = new List<object>();

        while (rotation.Surplus(all, mine.Key) is [var oldest, ..])
        {
            deleted.Add(oldest.Id);
            all.Remove(oldest);
        }

        Assert.Equal(planned, deleted);
    }

    [Theory]
    [InlineData("hand-made")]
    [InlineData("mark in the middle")]
    [InlineData("mark in another case")]
    [InlineData("no description")]
    [InlineData("no real date")]
    [InlineData("other name")]
    [InlineData("other case")]
    [InlineData("more after the date")]
    [InlineData("other server's name")]
    [InlineData("other server")]
    [InlineData("no server")]
    [InlineData("in progress")]
    [InlineData("unknown status")]
    [InlineData("no time")]
    [InlineData("newer")]
    [InlineData("newer by its name")]
    [InlineData("same time, later id")]
    public void What_only_looks_like_its_own_is_never_touched(string what)
    {
        var mine = Own(500, Now);

        Assert.Empty(Of(1).Surplus([LookAlike(what, 7), mine], mine.Key));
        Assert.Equal([6], Of(1).Surplus([LookAlike(what, 7), Own(6, Now.AddDays(-1)), mine], mine.Key).Select(one => one.Id));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("in progress")]
    [InlineData("no size")]
    [InlineData("no time")]
    [InlineData("no mark")]
    public void Nothing_goes_where_the_snapshot_of_this_run_is_not_sound(string what)
    {
        var mine = Own(500, Now);
        Action change = what switch
        {
            "in progress" => () => mine.Status = "in_progress",
            "no size" => () => mine.SizeMB = null,
            "no time" => () => mine.Created = null,
            "no mark" => () => mine.Description = "nightly",
            _ => () => mine.Key = 501,
        };
        change();

        Assert.Empty(Of(1).Surplus([Own(6, Now.AddDays(-1)), mine], 500));
        Assert.False(Of(1).IsSound([mine], 500));
    }

    [Fact]
    public void One_more_is_reckoned_with_before_it_is_there()
    {
        VpsSnapshot[] all = [Own(6, Now.AddDays(-2)), LookAlike("hand-made", 7), Own(8, Now.AddDays(-1)), Own(5, Now.AddDays(-3))];

        Assert.Equal([5, 6, 8], Of(1).SurplusAfterOneMore(all).Select(one => one.Id));
        Assert.Equal([5], Of(3).SurplusAfterOneMore(all).Select(one => one.Id));
        Assert.Empty(Of(4).SurplusAfterOneMore(all));
    }

    [Theory]
    [InlineData("{server}-{date}", "web-01", "web-01-20250116-020000", true)]
    [InlineData("{date}", "web-01", "20250116-020000", true)]
    [InlineData("{DATE}_{server}", "web-01", "20250116-020000_web-01", true)]
    [InlineData("{date}-{date}", "web-01", "20250116-020000-20250116-020000", true)]
    [InlineData("{date}-{date}", "web-01", "20250116-020000-20250117-020000", false)]
    [InlineData("n{date}", "web-01", "n20250230-020000", false)]
    [InlineData("n{date}", "web-01", "n20250116-250000", false)]
    [InlineData("n{date}", "web-01", "n2025011 -020000", false)]
    [InlineData("n{date}", "web-01", "n20250116-020000x", false)]
    [InlineData("n{date}", "web-01", "n20250116", false)]
    [InlineData("n{date}", "web-01", "N20250116-020000", false)]
    [InlineData("{server}-{date}", "web-01", "web-02-20250116-020000", false)]
    [InlineData("{server}-{date}", "web-01", "web-0120250116-020000", false)]
    [InlineData("plain", "web-01", "plain", false)]
    [InlineData("{date}", "web-01", null, false)]
    public void A_name_fits_a_template_only_where_the_template_gives_it_at_a_real_time(string template, string server, string? name, bool fits)
    {
        var read = new SnapshotTemplate(template);

        Assert.Equal(fits ? Now : null, read.DateIn(name, server));
        Assert.True(!fits || read.Fill(server, Now) == name);
    }

    [Theory]
    [InlineData(null, "[rotated by VpsOrg]")]
    [InlineData(" ", "[rotated by VpsOrg]")]
    [InlineData("each night", "each night [rotated by VpsOrg]")]
    public void The_mark_stands_behind_what_the_user_wrote(string? description, string marked) => Assert.Equal(marked, Rotation.Marked(description));

    private static Rotation Of(int keep) => new(new SnapshotTemplate(Template), 1, "web-01", keep);

    private static bool IsBefore(VpsSnapshot one, VpsSnapshot other) =>
        one.Created < other.Created || (one.Created == other.Created && one.Key.Number < other.Key.Number);

    private static VpsSnapshot Any(Random random, int number)
    {
        string[] lookAlikes =
            ["hand-made", "mark in the middle", "no description", "no real date", "other name", "other server's name", "other server", "no server", "in progress", "no time", "newer", "newer by its name"];
        if (random.Next(2) == 0)
        {
            var own = Own(number, Now.AddHours(-random.Next(0, 5)));
            own.AdditionalProperties = new Dictionary<string, object?> { ["own"] = true };
            return own;
        }

        return LookAlike(lookAlikes[random.Next(lookAlikes.Length)], number);
    }

    private static VpsSnapshot LookAlike(string what, int number)
    {
        var one = Own(number, Now.AddDays(-number));
        Action change = what switch
        {
            "hand-made" => () => one.Description = "before the update",
            "mark in the middle" => () => one.Description = $"was {Rotation.Mark} once",
            "mark in another case" => () => one.Description = Rotation.Mark.ToUpperInvariant(),
            "no description" => () => one.Description = null,
            "no real date" => () => one.Name = "web-01-nightly-20250230-020000",
            "other name" => () => one.Name = "web-01-weekly-20250101-020000",
            "other case" => () => one.Name = one.Name!.ToUpperInvariant(),
            "more after the date" => () => one.Name += "-old",
            "other server's name" => () => one.Name = "web-02-nightly-20250101-020000",
            "other server" => () => one.ServerKey = 2,
            "no server" => () => one.ServerKey = null,
            "in progress" => () => one.Status = "in_progress",
            "unknown status" => () => one.Status = "failed",
            "no time" => () => one.Created = null,
            "newer" => () => one.Created = Now.AddSeconds(1),
            "newer by its name" => () => one.Name = Named(Now.AddSeconds(1)),
            _ => () => (one.Key, one.Created, one.Name) = (501, Now, Named(Now)),
        };
        change();
        return one;
    }

    private static VpsSnapshot Own(int number, DateTimeOffset created) => new()
    {
        Key = number,
        ServerKey = 1,
        Name = Named(created),
        Status = "completed",
        SizeMB = 100,
        Created = created,
        Description = Rotation.Marked("each night"),
    };

    private static string Named(DateTimeOffset time) => "web-01-nightly-" + time.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
}
