using System.Globalization;
using System.Net;
using System.Text;

namespace VpsOrg.Sandbox;

/// <summary>A connection to the account that needs no socket. Disposing it leaves the account as it is.</summary>
internal sealed class SandboxHandler(ApiGateway gateway, FaultQueue faults, FaultPlayer player) : HttpMessageHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var fault = faults.Take(request.Method.Method, ApiGateway.PathOf(request));
        var entry = gateway.Enter(request, fault?.Kind);
        try
        {
            var answer = await AnswerAsync(request, fault, entry, cancellationToken).ConfigureAwait(false);
            entry.Answered(answer.Status);
            return Respond(request, answer, entry, cancellationToken);
        }
        catch (Exception exception)
        {
            entry.End(aborted: exception is OperationCanceledException || cancellationToken.IsCancellationRequested);
            throw;
        }
    }

    private async Task<Answer> AnswerAsync(HttpRequestMessage request, SandboxFault? fault, LogEntry entry, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request.Content).ConfigureAwait(false);
        gateway.Receive(entry, body);
        await gateway.DelayAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        Answer Act() => gateway.Act(request, entry, body);
        return fault is null ? Act() : await player.PlayAsync(fault, entry.Request, Act, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>JSON is UTF-8 whatever its content type says.</summary>
    private static async Task<string> ReadAsync(HttpContent? content) =>
        content is null ? "" : Encoding.UTF8.GetString(await content.ReadAsByteArrayAsync().ConfigureAwait(false));

    private HttpResponseMessage Respond(HttpRequestMessage request, Answer answer, LogEntry entry, CancellationToken cancellationToken)
    {
        var content = new StreamContent(new AnswerStream(answer.Body, answer.Delivery, entry, cancellationToken));
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { RequestMessage = request, Content = content };
        response.Headers.Date = gateway.Now;
        response.Headers.TryAddWithoutValidation("X-Request-Id", "sbx-" + entry.Request.Number.ToString("D6", CultureInfo.InvariantCulture));
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
