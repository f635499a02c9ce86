using System.Net;
using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>An innermost handler that answers as a function says and keeps what it was asked.</summary>
internal sealed class StubHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly List<string> _lines = [];
    private readonly Signal _changed = new();

    public StubHandler(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    public bool IsDisposed { get; private set; }

    /// <summary>Method and path with query of each request, e.g. <c>GET /api/v1/servers/</c>.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public Task UntilRequestsAsync(int count) => _changed.UntilAsync(() => Lines.Count >= count);

    public static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_lines)
        {
            _lines.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        }

        _changed.Raise();
        return answer(request, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
