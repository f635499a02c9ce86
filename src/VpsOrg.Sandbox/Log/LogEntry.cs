namespace VpsOrg.Sandbox;

/// <summary>A request under way: the log's own, changeable record of it.</summary>
internal sealed class LogEntry(RequestLog log, Arrival arrival)
{
    private bool _ended;

    public Arrival Arrival { get; } = arrival;

    public string? BodyText { get; private set; }

    public int? Status { get; private set; }

    public bool Aborted { get; private set; }

    public void Received(string? bodyText) => log.Record(() => BodyText = bodyText);

    public void Answered(int status) => log.Record(() => Status = status);

    /// <summary>The exchange is over; only the first call counts.</summary>
    public void End(bool aborted) => log.Record(() =>
    {
        if (!_ended)
        {
            _ended = true;
            Aborted = aborted;
            log.Leave();
        }
    });
}
