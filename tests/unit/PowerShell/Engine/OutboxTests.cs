namespace VpsOrg.PowerShell.Tests;

/// <summary>What tasks have to say comes out on the pipeline thread, in its order; and nothing that should end a wait is lost.</summary>
public sealed class OutboxTests
{
    private readonly Outbox _outbox = new();
    private readonly List<string> _written = [];

    [Fact]
    public void Lines_come_out_in_the_order_in_which_they_were_left()
    {
        _outbox.Add(Line("one"));
        _outbox.Add(Line("two"));

        Write(_outbox.Take(CancellationToken.None));
        Write(_outbox.TryTake());

        Assert.Equal(["one", "two"], _written);
        Assert.Null(_outbox.TryTake());
    }

    [Fact]
    public async Task A_line_of_another_thread_ends_the_wait()
    {
        var waiting = Task.Run(() => Write(_outbox.Take(CancellationToken.None)));

        _outbox.Add(Line("from elsewhere"));

        await waiting.Guarded();
        Assert.Equal(["from elsewhere"], _written);
    }

    [Fact]
    public async Task Who_is_woken_has_no_line_and_waits_again_the_next_time()
    {
        _outbox.Wake(); // Before the wait began: it counts.
        Assert.Null(_outbox.Take(CancellationToken.None));

        var waiting = Task.Run(() => Write(_outbox.Take(CancellationToken.None)));
        _outbox.Add(Line("after it"));

        await waiting.Guarded();
        Assert.Equal(["after it"], _written);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_ends_the_wait_and_leaves_the_lines_to_others(bool comesFirst)
    {
        using var stop = new CancellationTokenSource();
        if (comesFirst)
        {
            _outbox.Add(Line("said before"));
            await stop.CancelAsync();
        }

        var waiting = Task.Run(() => _outbox.Take(stop.Token));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Guarded());
        Assert.Equal(comesFirst, _outbox.TryTake() is not null);
    }

    private Action<PSCmdlet> Line(string text) => _ => _written.Add(text);

    private static void Write(Action<PSCmdlet>? line) => line?.Invoke(null!);
}
