namespace VpsOrg.Sandbox;

/// <summary>A request under way, and what is known of it so far.</summary>
internal sealed class LogEntry(RequestLog log, SandboxRequest request)
{
    private bool _ended;

    public SandboxRequest Request { get; private set; } = request;

    public void Received(string? bodyText) => log.Record(() => Request = Request with { BodyText = bodyText });

    public void Answered(int status) => log.Record(() => Request = Request with { Status = status });

    /// <summary>The exchange is over; only the first call counts.</summary>
    public void End(bool aborted) => log.Record(() =>
    {
        if (!_ended)
        {
            _ended = true;
            Request = Request with { Aborted = aborted };
            log.Leave();
        }
    });
}
