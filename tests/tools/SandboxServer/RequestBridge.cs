using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace VpsOrg.Sandbox.Hosting;

/// <summary>Carries a request from the socket to the account, and its answer back as it comes.</summary>
internal sealed class RequestBridge(HttpMessageInvoker account)
{
    private const int ChunkSize = 64 * 1024;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            using var request = Translate(context);
            using var response = await account.SendAsync(request, context.RequestAborted).ConfigureAwait(false);
            CopyHead(response, context.Response);
            await CopyBodyAsync(response, context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort();
        }
    }

    private static HttpRequestMessage Translate(HttpContext context)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), AddressOf(context))
        {
            Content = new StreamContent(context.Request.Body),
        };
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return request;
    }

    /// <summary>The address as the client wrote it, still encoded.</summary>
    private static Uri AddressOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.StartsWith('/') ? target : context.Request.Path + context.Request.QueryString;
        return new Uri($"http://{context.Request.Host}{path}");
    }

    private static void CopyHead(HttpResponseMessage response, HttpResponse target)
    {
        target.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            target.Headers[name] = values.ToArray();
        }
    }

    private static async Task CopyBodyAsync(HttpResponseMessage response, HttpContext context)
    {
        using var body = await response.Content.ReadAsStreamAsync(context.RequestAborted).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NoContent)
        {
            return;
        }

        var chunk = new byte[Math.Clamp(response.Content.Headers.ContentLength ?? ChunkSize, 1, ChunkSize)];
        try
        {
            int count;
            while ((count = await body.ReadAsync(chunk, context.RequestAborted).ConfigureAwait(false)) > 0)
            {
                await context.Response.Body.WriteAsync(chunk.AsMemory(0, count), context.RequestAborted).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }
        catch (IOException) when (context.Response.HasStarted)
        {
            // Fewer bytes than Content-Length promises: Kestrel sends what there is and closes the connection.
            // Aborting here could overtake bytes that are still on their way to the socket.
        }
    }
}
