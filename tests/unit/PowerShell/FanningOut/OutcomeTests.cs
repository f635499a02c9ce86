namespace VpsOrg.PowerShell.Tests;

/// <summary>What is written of work that ends at a moment that the test chooses, and what is told of it instead.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task What_an_item_said_comes_before_its_row_where_it_ended_while_another_row_was_written()
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());

        var stage = await Stage.RunAsync(throttle: 2, stage =>
        {
            stage.Add("one", first.Task, writing: () => stage.End(second));
            stage.Add("two", second.Task, says: true);
            first.SetResult();
            stage.FanOut.Finish();
        });

        Assert.Equal(["one", "two says", "two"], stage.Seen);
    }

    [Theory]
    [InlineData(null, "two RanToCompletion")]
    [InlineData("no", "two Faulted")]
    public async Task An_outcome_whose_turn_comes_after_Ctrl_C_is_told_of(string? failure, string told)
    {
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());

        var stage = await Stage.RunAsync(throttle: 2, stage =>
        {
            stage.Add("one", first.Task, writing: () =>
            {
                stage.End(second, failure);
                stage.PressCtrlC();
            });
            stage.Add("two", second.Task);
            first.SetResult();
            stage.FanOut.Finish();
        });

        Assert.Equal(["one"], stage.Seen);
        Assert.Equal([told], stage.Told);
    }

    [Theory]
    [InlineData(true, "one RanToCompletion", "two WaitingForActivation")]
    [InlineData(false, "two WaitingForActivation")]
    public async Task A_row_that_a_command_further_down_had_in_hand_is_told_of_where_Ctrl_C_ended_it_only(bool isCtrlC, params string[] told)
    {
        var first = new TaskCompletionSource();

        var stage = await Stage.RunAsync(throttle: 2, stage =>
        {
            stage.Add("one", first.Task, writing: () =>
            {
                if (isCtrlC)
                {
                    stage.PressCtrlC();
                }

                throw new PipelineStoppedException();
            });
            stage.Add("two", new TaskCompletionSource().Task);
            first.SetResult();
            Assert.Throws<PipelineStoppedException>(stage.FanOut.Finish);
        });

        Assert.Equal(told, stage.Told);
    }

    [Fact]
    public async Task In_the_end_too_a_failure_does_not_wait_for_what_only_waits()
    {
        var (first, second, busy) = (new TaskCompletionSource(), new TaskCompletionSource(), new TaskCompletionSource());

        var stage = await Stage.RunAsync(throttle: 2, stage =>
        {
            stage.Add("one", first.Task, waits: busy.Task);
            stage.Add("two", second.Task, writing: first.SetResult);
            _ = Task.Run(() =>
            {
                second.SetException(new ArgumentException("no"));
                busy.SetResult(); // Before this, it waits for its turn.
            });
            stage.FanOut.Finish();
        });

        Assert.Equal(["two: no", "one"], stage.Seen);
    }

    private sealed class Stage(PSCmdlet cmdlet, PipelinePump pump, FanOut fanOut, List<string> seen, Action pressCtrlC)
    {
        public FanOut FanOut => fanOut;

        /// <summary>What somebody saw, in its order.</summary>
        public IReadOnlyList<string> Seen => seen;

        /// <summary>What was told in the end of that which nobody saw.</summary>
        public IReadOnlyList<string> Told { get; private set; } = [];

        /// <summary>Runs a fan-out on a pipeline thread.</summary>
        /// <param name="throttle">How many items run at once.</param>
        /// <param name="act">What is done there.</param>
        public static async Task<Stage> RunAsync(int throttle, Action<Stage> act)
        {
            Stage? made = null;
            CommandRun? run = null;
            var probe = new Probe(cmdlet =>
            {
                var seen = new List<string>();
                string See(string text)
                {
                    seen.Add(text); // Called when a line is written.
                    return text;
                }

                using var pump = new PipelinePump(cmdlet, See, new StreamPreferences(Verbose: true, Debug: false, Progress: false), progress: null, CancellationToken.None);
                made = new Stage(cmdlet, pump, new FanOut(pump, throttle, inOrderOfArrival: false), seen, () => run!.Stop());
                try
                {
                    act(made);
                }
                finally
                {
                    made.Told = made.FanOut.TellOpen();
                }
            });
            run = new Shell().Prepare(probe, parameters: null);
            await run.RunAsync().Guarded();
            return made!;
        }

        /// <summary>Adds an item whose work ends, well or not, with a task.</summary>
        public void Add(string name, Task until, Action? writing = null, bool says = false, Task? waits = null)
        {
            async Task<Action> WorkAsync()
            {
                await until;
                if (says)
                {
                    pump.Write(TraceLevel.Verbose, $"{name} says");
                }

                return () => Write(name, writing);
            }

            fanOut.Add(WorkAsync, exception => Write($"{name}: {exception.Message}", writing), work => $"{name} {work.Status}", waits);
        }

        /// <summary>Lets all open work end here and now.</summary>
        /// <param name="last">What it waits for.</param>
        /// <param name="failure">How it fails; null where it does not.</param>
        public void End(TaskCompletionSource last, string? failure = null)
        {
            if (failure is null)
            {
                last.SetResult();
            }
            else
            {
                last.SetException(new ArgumentException(failure));
            }

            Task.WhenAny(fanOut.Answers).Guarded().Wait();
        }

        /// <summary>From now on the engine takes nothing more; it has not come to <c>StopProcessing</c> yet.</summary>
        public void PressCtrlC() => pressCtrlC();

        private void Write(string text, Action? writing)
        {
            cmdlet.WriteObject(text);
            seen.Add(text);
            writing?.Invoke();
        }
    }

    /// <summary>A cmdlet that is only there to write.</summary>
    [Cmdlet("Test", "Outcome")]
    private sealed class Probe(Action<PSCmdlet> act) : PSCmdlet
    {
        protected override void EndProcessing() => act(this);
    }
}
