using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>Where requests arrive: it knows the caller, writes the log and lets the API act, one request at a time.</summary>
internal sealed class SandboxDesk(SandboxOptions options, AccountState state, RequestLog log, FaultQueue faults)
{
    private const string Root = "/api/v1/";

    private readonly Router _router = new(options, state);

    public Task DelayAsync(CancellationToken cancellationToken) => options.Clock.Delay(options.Latency, cancellationToken);

    public static string RequestIdOf(LogEntry entry) => "sbx-" + entry.Arrival.Number.ToString("D6", CultureInfo.InvariantCulture);

    public DateTimeOffset UtcNow() => options.Clock.UtcNow;

    public SandboxFault? TakeFault(HttpRequestMessage request) => faults.Take(request.Method.Method, PathOf(request));

    public LogEntry Enter(HttpRequestMessage request, SandboxFault? fault)
    {
        var time = options.Clock.UtcNow;
        return log.Enter(number => new Arrival(number, time, request.Method.Method, Redact(PathOf(request))!)
        {
            Query = Redact(QueryOf(request))!,
            ContentType = Redact(HeaderText.Of(request.Content?.Headers, "Content-Type")),
            Accept = Redact(HeaderText.Of(request.Headers, "Accept")),
            UserAgent = Redact(HeaderText.Of(request.Headers, "User-Agent")),
            Authorized = IsAuthorized(request),
            FaultKind = fault?.Kind,
        });
    }

    public void Receive(LogEntry entry, string body) => entry.Received(body.Length == 0 ? null : Redact(body));

    /// <summary>Carries the request out.</summary>
    public Answer Act(HttpRequestMessage request, LogEntry entry, string body)
    {
        lock (state.Gate)
        {
            var now = options.Clock.UtcNow;
            state.Fleet.Settle(now);
            return _router.Route(new ApiCall(request.Method.Method, PathOf(request), request.RequestUri!, now)
            {
                HasToken = HeaderText.Of(request.Headers, "Authorization") != null,
                Authorized = entry.Arrival.Authorized,
                ContentType = HeaderText.Of(request.Content?.Headers, "Content-Type"),
                Body = body,
            });
        }
    }

    private static string PathOf(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        return path.StartsWith(Root, StringComparison.Ordinal) ? path.Substring(Root.Length) : path;
    }

    private static string QueryOf(HttpRequestMessage request) => request.RequestUri!.Query.TrimStart('?');

    private bool IsAuthorized(HttpRequestMessage request) =>
        HeaderText.Of(request.Headers, "Authorization") == "Bearer " + options.Token;

    private string? Redact(string? text) => text?.Replace(options.Token, "***");
}
