using System.Net.Http.Headers;

namespace VpsOrg.Sandbox;

/// <summary>Stands between the connections and the API: it knows the caller, writes the log, and lets one request act at a time.</summary>
internal sealed class ApiGateway(SandboxOptions options, AccountState state, RequestLog log)
{
    private const string Root = "/api/v1/";

    private readonly Router _router = new(options, state);
    private readonly Throttle _throttle = new(options);

    public DateTimeOffset Now => state.Now;

    public static string PathOf(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        return path.StartsWith(Root, StringComparison.Ordinal) ? path.Substring(Root.Length) : path;
    }

    public LogEntry Enter(HttpRequestMessage request, SandboxFaultKind? fault)
    {
        var now = Now;
        return log.Enter(number => new SandboxRequest(number, now, request.Method.Method, Redact(PathOf(request))!)
        {
            Query = Redact(request.RequestUri!.Query.TrimStart('?'))!,
            ContentType = Redact(Header(request.Content?.Headers, "Content-Type")),
            Accept = Redact(Header(request.Headers, "Accept")),
            UserAgent = Redact(Header(request.Headers, "User-Agent")),
            Authorized = Header(request.Headers, "Authorization") == "Bearer " + options.Token,
            FaultKind = fault,
        });
    }

    public Task DelayAsync(CancellationToken cancellationToken) => options.Clock.Delay(options.Latency, cancellationToken);

    public void Receive(LogEntry entry, string body) => entry.Received(body.Length == 0 ? null : Redact(body));

    /// <summary>Carries the request out.</summary>
    public Answer Act(HttpRequestMessage request, LogEntry entry, string body)
    {
        lock (state.Gate)
        {
            var now = Now;
            state.Settle(now);
            return _throttle.Refuse(now) ?? _router.Route(new ApiRequest(request.Method.Method, PathOf(request), request.RequestUri!, body, now)
            {
                HasToken = Header(request.Headers, "Authorization") is not null,
                Authorized = entry.Request.Authorized,
                ContentType = Header(request.Content?.Headers, "Content-Type"),
            });
        }
    }

    /// <summary>A header as it was sent. System.Net.Http takes it apart; the parts of a user agent stand side by side.</summary>
    private static string? Header(HttpHeaders? headers, string name) => headers is not null && headers.TryGetValues(name, out var values)
        ? string.Join(name == "User-Agent" ? " " : ", ", values)
        : null;

    private string? Redact(string? text) => text?.Replace(options.Token, "***");
}
