namespace VpsOrg.PowerShell;

/// <summary>The orders of one invocation by name. Those of one name take turns: only so can the second see the first.</summary>
internal sealed class OrderTurns
{
    private readonly Dictionary<string, Task> _last = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ends when the last order of a name so far has ended, however it ended.</summary>
    public Task Last(string name) => _last.TryGetValue(name, out var last) ? last : Task.CompletedTask;

    /// <summary>Gives an order its turn behind those of its name.</summary>
    public Turn Take(string name)
    {
        var turn = new Turn(Last(name));
        _last[name] = turn.Ended;
        return turn;
    }

    /// <summary>The turn of one order.</summary>
    public sealed class Turn(Task before)
    {
        private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends with the order, however that ends.</summary>
        public Task Ended => _ended.Task;

        /// <summary>Places the order when its turn has come.</summary>
        public async Task<T> RunAsync<T>(Func<Task<T>> place)
        {
            try
            {
                await before.ConfigureAwait(false);
                return await place().ConfigureAwait(false);
            }
            finally
            {
                _ended.TrySetResult(true);
            }
        }
    }
}
