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

    private sealed class Stage(PSCmdlet cmdlet, PipelinePump pump, FanOut fanOut, List<string> seen)
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
            var probe = new Probe(cmdlet =>
            {
                var seen = new List<string>();
                string See(string text)
                {
                    seen.Add(text); // Called when a line is written.
                    return text;
                }

                using var pump = new PipelinePump(cmdlet, See, new StreamPreferences(Verbose: true, Debug: false, Progress: false), progress: null, CancellationToken.None);
                made = new Stage(cmdlet, pump, new FanOut(pump, throttle, inOrderOfArrival: false), seen);
                try
                {
                    act(made);
                }
                finally
                {
                    made.Told = made.FanOut.TellOpen();
                }
            });
            await new Shell().Prepare(probe, parameters: null).RunAsync().Guarded();
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
        public void End(TaskCompletionSource last)
        {
            last.SetResult();
            fanOut.Answers.Guarded().Wait();
        }

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
