namespace VpsOrg.Client;

/// <summary>
/// The pace that an API with a limit was found to allow; none until its first 429. What it answered in the second before a
/// 429 is what it allows, and nine tenths of that is sent, evenly. While no 429 comes, a little more is tried every ten
/// seconds; after a minute the pace is forgotten. Decision 15 has the figures. Not thread safe: the gate's lock guards it.
/// </summary>
internal sealed class RatePace
{
    private const double Share = 0.9;
    private const double Near = 0.7;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Timers come late by some milliseconds: so much is made up for by the next calls.</summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(50);

    /// <summary>How much more is tried in each period without a 429: with care near the limit, then faster, should it be gone.</summary>
    private static readonly double[] Growth = [1, 1.05, 1.15, 1.4, 2, 3.5];

    private TimeSpan _second;
    private int _answeredNow;
    private int _answeredBefore;
    private int _answeredSince;
    private int _allowed;
    private double _rate;
    private double _highest;
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
    /// <param name="now">The present.</param>
    /// <param name="isLate">Whether it was sent before the last 429 and is answered after it: it was allowed as well.</param>
    public void Answered(TimeSpan now, bool isLate)
    {
        Turn(now);
        _answeredNow++;
        if (isLate)
        {
            _allowed++;
            _rate = Math.Max(_rate, Math.Min(_highest, Share * _allowed));
        }
        else
        {
            _answeredSince++;
        }
    }

    /// <summary>The API has answered 429.</summary>
    /// <param name="now">The present.</param>
    /// <param name="heldUntil">Until when nothing is sent.</param>
    /// <param name="isFirst">Whether it is the first since calls were let through: those that were in flight beside it say nothing more.</param>
    public void Refused(TimeSpan now, TimeSpan heldUntil, bool isFirst)
    {
        Turn(now);
        var (rate, opened, answered) = (Rate(now), _since, Math.Max(_answeredBefore, _answeredNow));
        _since = heldUntil;
        if (!isFirst)
        {
            return;
        }

        _allowed = answered;
        if (rate is not { } pace)
        {
            (_rate, _highest) = (Share * answered, double.PositiveInfinity);
        }
        else if (_answeredSince > 0)
        {
            // In the first second the API still counts what came before the wait, and near the pace a whole number is no better measure.
            var isMeasured = now - opened >= Second && answered < pace * Near;
            (_rate, _highest) = (Share * (isMeasured ? answered : pace), Share * pace);
        }

        _answeredSince = 0; // Where nothing was answered since the last wait, that was too short, which says nothing of the pace.
    }

    /// <summary>How many calls a second; null where any number may be sent.</summary>
    private double? Rate(TimeSpan now)
    {
        var period = now > _since ? (now - _since).Ticks / Period.Ticks : 0;
        return _rate <= 0 || period >= Growth.Length ? null : _rate * Growth[period];
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
