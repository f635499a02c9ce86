namespace VpsOrg.Client.Tests;

/// <summary>When a wait is over: by what its looks saw, and nothing else.</summary>
public sealed class GoalTests
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly DateTime Before = new(2025, 1, 16, 15, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_status_is_reached_when_a_look_sees_it_in_whatever_case()
    {
        var goal = new StatusGoal(1, "active");

        Assert.False(Look(goal, "provisioning", 0));
        Assert.True(Look(goal, "ACTIVE", 5));
        Assert.Equal("ACTIVE", goal.LastStatus);
    }

    [Theory]
    [InlineData("active")]
    [InlineData("stopped")]
    public void Suspended_ends_a_wait_for_anything_else(string status)
    {
        var exception = Assert.Throws<VpsWaitException>(() => Look(new StatusGoal(1, status), "Suspended", 0));

        Assert.Equal(VpsWaitEnd.Suspended, exception.End);
        Assert.Equal("Suspended", exception.LastStatus);
    }

    [Fact]
    public void Suspended_is_reached_where_it_is_what_was_waited_for() =>
        Assert.True(Look(new StatusGoal(1, "suspended"), "suspended", 0));

    [Fact]
    public void Suspended_ends_the_wait_for_a_reboot() =>
        Assert.Throws<VpsWaitException>(() => Look(Reboot(), "suspended", 0));

    [Fact]
    public void A_reboot_is_over_at_active_after_a_look_that_saw_something_else()
    {
        var goal = Reboot();

        Assert.False(Look(goal, "rebooting", 0));
        Assert.True(Look(goal, "active", 5));
        Assert.Null(goal.Remark);
    }

    [Fact]
    public void A_reboot_is_not_over_at_a_first_look_that_sees_active() =>
        Assert.False(Look(Reboot(), "active", 0));

    [Fact]
    public void A_reboot_is_over_at_active_with_a_later_update_than_before()
    {
        var goal = Reboot();

        Assert.False(Look(goal, "active", 0, Before));
        Assert.True(Look(goal, "active", 5, Before.AddSeconds(1)));
        Assert.Null(goal.Remark);
    }

    [Fact]
    public void A_later_update_alone_does_not_end_a_reboot_that_is_not_active() =>
        Assert.False(Look(Reboot(), "rebooting", 5, Before.AddSeconds(1)));

    [Fact]
    public void A_reboot_that_nobody_saw_is_over_after_three_active_looks_over_fifteen_seconds_and_says_so()
    {
        var goal = Reboot();

        Assert.False(Look(goal, "active", 0));
        Assert.False(Look(goal, "active", 5));
        Assert.False(Look(goal, "active", 10));
        Assert.True(Look(goal, "active", 15));
        Assert.Contains("was not observed", goal.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Fifteen_seconds_without_three_looks_do_not_end_a_reboot()
    {
        var goal = Reboot();

        Assert.False(Look(goal, "active", 20));
        Assert.False(Look(goal, "active", 40));
        Assert.True(Look(goal, "active", 60));
    }

    [Fact]
    public void Without_a_time_before_the_update_says_nothing() =>
        Assert.False(Look(new RebootGoal(1, updatedBefore: null, Poll), "active", 5, Before.AddDays(1)));

    private static RebootGoal Reboot() => new(1, Before, Poll);

    private static bool Look(WaitGoal goal, string status, int seconds, DateTime? updated = null) =>
        goal.Look(new VpsServer { Key = 1, Name = "web-01", Status = status, UpdatedAtUtc = updated ?? Before }, TimeSpan.FromSeconds(seconds));
}
