namespace VpsOrg.Client;

/// <summary>
/// The pace that an API with a limit was found to allow; none until its first 429. What it answered in the second before a
/// 429 is what it allows, and nine tenths of that is sent, evenly. While no 429 comes, a little more is tried every ten
/// seconds; after a minute the pace is forgotten. Decision 15 has the figures. Not thread safe: the gate's lock guards it.
/// </summary>
internal sealed class RatePace
{
    private const double Share = 0.9;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Timers come late by some milliseconds: so much is made up for by the next calls.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(50);

    /// <summary>How much more is tried in each period without a 429: with care near the limit, then faster, should it be gone.</summary>
    private static readonly double[] Growth = [1, 1.05, 1.15, 1.4, 2, 3.5];

    private TimeSpan _second;
    private int _answeredNow;
    private int _answeredBefore;
    private int _allowed;
    private double _ceiling = double.PositiveInfinity;
    private TimeSpan _since;
    private TimeSpan _next;

    /// <summary>How long the next call has to wait for its turn.</summary>
    public TimeSpan Rest(TimeSpan now) => Rate(now) is null ? TimeSpan.Zero : _next - now;

    /// <summary>A call is sent now.</summary>
    public void Sent(TimeSpan now)
    {
        if (Rate(now) is { } rate)
        {
            var due = _next > now - Lateness ? _next : now - Lateness;
            _next = due + TimeSpan.FromSeconds(1 / rate);
        }
    }

    /// <summary>The API has answered a call, and not 429.</summary>
    public void Answered(TimeSpan now)
    {
        Turn(now);
        _answeredNow++;
        if (now < _since && _answeredNow > _allowed)
        {
            _allowed = _answeredNow; // Sent before the 429 and answered after it: it was allowed as well.
        }
    }

    /// <summary>The API has answered 429.</summary>
    /// <param name="now">The present.</param>
    /// <param name="heldUntil">Until when nothing is sent.</param>
    /// <param name="isFirst">Whether it is the first since calls were let through: those that were in flight beside it say nothing more.</param>
    public void Refused(TimeSpan now, TimeSpan heldUntil, bool isFirst)
    {
        Turn(now);
        var rate = Rate(now);
        _since = heldUntil;
        if (!isFirst)
        {
            return;
        }

        if (rate is null)
        {
            (_allowed, _ceiling) = (0, double.PositiveInfinity);
        }

        var answered = Math.Max(_answeredBefore, _answeredNow);
        if (answered > 0)
        {
            // Where nothing at all was answered, the wait was too short, which says nothing of the pace.
            (_allowed, _ceiling) = (answered, rate ?? double.PositiveInfinity);
        }
    }

    /// <summary>How many calls a second; null where any number may be sent.</summary>
    private double? Rate(TimeSpan now)
    {
        var period = now > _since ? (now - _since).Ticks / Period.Ticks : 0;
        return _allowed == 0 || period >= Growth.Length ? null : Share * Math.Min(_allowed, _ceiling) * Growth[period];
    }

    private void Turn(TimeSpan now)
    {
        if (now - _second >= Second)
        {
            _answeredBefore = now - _second < Second + Second ? _answeredNow : 0;
            _answeredNow = 0;
            _second = now;
        }
    }
}
