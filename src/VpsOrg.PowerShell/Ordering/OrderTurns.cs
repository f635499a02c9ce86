using System.Collections.Concurrent;

namespace VpsOrg.PowerShell;

/// <summary>
/// The orders of one invocation by name. Those of one name take turns, because only so can the second see the first; one
/// whose outcome is not known is never placed again.
/// </summary>
internal sealed class OrderTurns
{
    private readonly Dictionary<string, Task> _last = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, VpsCreateOutcomeUnknownException> _doubtful = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ends when the last order of a name so far has ended, however it ended.</summary>
    public Task Last(string name) => _last.TryGetValue(name, out var last) ? last : Task.CompletedTask;

    /// <exception cref="VpsCreateOutcomeUnknownException">It is not known whether there is such a server.</exception>
    public void RefuseDoubtful(string name)
    {
        if (_doubtful.TryGetValue(name, out var doubt))
        {
            throw doubt;
        }
    }

    /// <summary>Gives an order its turn behind those of its name.</summary>
    public Turn Take(string name)
    {
        var turn = new Turn(this, name, Last(name));
        _last[name] = turn.Ended;
        return turn;
    }

    /// <summary>The turn of one order.</summary>
    public sealed class Turn(OrderTurns turns, string name, Task before)
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
            catch (VpsCreateOutcomeUnknownException exception)
            {
                turns._doubtful[name] = exception;
                throw;
            }
            finally
            {
                _ended.TrySetResult(true);
            }
        }
    }
}
