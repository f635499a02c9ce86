namespace VpsOrg.Sandbox;

/// <summary>What happens by itself, in the order of its time. Not thread safe: the account's lock guards it.</summary>
internal sealed class Schedule
{
    private readonly SortedSet<Appointment> _appointments = new(Comparer<Appointment>.Create((one, other) => one.Place.CompareTo(other.Place)));
    private long _lastNumber;

    /// <summary>Lets something happen at a time, which it is told. Of two things at the same time the one that was added first comes first.</summary>
    public Appointment Add(DateTimeOffset dueAt, Action<DateTimeOffset> act)
    {
        var appointment = new Appointment((dueAt, ++_lastNumber), act);
        _appointments.Add(appointment);
        return appointment;
    }

    /// <summary>Lets something not happen after all; null is nothing.</summary>
    public void Cancel(Appointment? appointment)
    {
        if (appointment is not null)
        {
            _appointments.Remove(appointment);
        }
    }

    /// <summary>Lets happen what has come due.</summary>
    public void Settle(DateTimeOffset now)
    {
        while (_appointments.Min is { } next && next.Place.DueAt <= now)
        {
            _appointments.Remove(next);
            next.Act(next.Place.DueAt);
        }
    }
}

/// <summary>Something that happens at a time.</summary>
internal sealed record Appointment((DateTimeOffset DueAt, long Number) Place, Action<DateTimeOffset> Act);
