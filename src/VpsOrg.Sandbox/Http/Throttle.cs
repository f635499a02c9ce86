using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>The account's rate limit, over all connections. Not thread safe: the account's lock guards it.</summary>
internal sealed class Throttle(SandboxOptions options)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Queue<DateTimeOffset> _passed = new();

    /// <summary>Lets a request pass, which gives null, or refuses it where as many passed within the last second as may.</summary>
    public Answer? Refuse(DateTimeOffset now)
    {
        if (options.RequestsPerSecond is not { } limit)
        {
            return null;
        }

        while (_passed.Count > 0 && now - _passed.Peek() >= Window)
        {
            _passed.Dequeue();
        }

        if (_passed.Count < limit)
        {
            _passed.Enqueue(now);
            return null;
        }

        var refusal = Answer.Detail(429, "Request was throttled.");
        return options.RetryAfterSec is { } wait
            ? refusal.WithHeader("Retry-After", wait.ToString(CultureInfo.InvariantCulture))
            : refusal;
    }
}
