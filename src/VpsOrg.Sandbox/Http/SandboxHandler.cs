using System.Net;
using System.Text;

namespace VpsOrg.Sandbox;

/// <summary>A connection to the account that needs no socket. Disposing it leaves the account as it is.</summary>
internal sealed class SandboxHandler(SandboxDesk desk, FaultPlayer player) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var fault = desk.TakeFault(request);
        var entry = desk.Enter(request, fault);
        try
        {
            return await ExchangeAsync(request, fault, entry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            entry.End(aborted: exception is OperationCanceledException || cancellationToken.IsCancellationRequested);
            throw;
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(
        HttpRequestMessage request,
        SandboxFault? fault,
        LogEntry entry,
        CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request.Content).ConfigureAwait(false);
        desk.Receive(entry, body);
        await desk.DelayAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        Answer Act() => desk.Act(request, entry, body);
        var answer = fault == null ? Act() : await player.PlayAsync(fault, entry.Arrival, Act, cancellationToken).ConfigureAwait(false);
        entry.Answered(answer.Status);
        return Respond(request, answer, entry, cancellationToken);
    }

    /// <summary>JSON is UTF-8 whatever its content type says.</summary>
    private static async Task<string> ReadAsync(HttpContent? content) =>
        content == null ? "" : Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync().ConfigureAwait(false));

    private HttpResponseMessage Respond(HttpRequestMessage request, Answer answer, LogEntry entry, CancellationToken cancellationToken)
    {
        var content = new StreamContent(new AnswerStream(answer.Body, answer.Delivery, entry, cancellationToken));
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = content };
        response.Headers.Date = desk.UtcNow();
        response.Headers.TryAddWithoutValidation("X-Request-Id", SandboxDesk.RequestIdOf(entry));
        content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
        if (answer.Status != (int)HttpStatusCode.NoContent)
        {
            content.Headers.ContentLength = answer.Body.Length;
        }

        foreach (var header in answer.Headers)
        {
            SetHeader(response, header.Key, header.Value);
        }

        return response;
    }

    private static void SetHeader(HttpResponseMessage response, string name, string value)
    {
        if (IsContentHeader(response, name))
        {
            response.Content.Headers.Remove(name);
            response.Content.Headers.TryAddWithoutValidation(name, value);
            return;
        }

        response.Headers.Remove(name);
        response.Headers.TryAddWithoutValidation(name, value);
    }

    /// <summary>System.Net.Http keeps the two kinds apart and refuses one in the place of the other.</summary>
    private static bool IsContentHeader(HttpResponseMessage response, string name)
    {
        try
        {
            response.Headers.Contains(name);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
