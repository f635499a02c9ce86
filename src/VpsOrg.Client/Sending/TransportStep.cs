using System.Net.Http.Headers;

namespace VpsOrg.Client;

/// <summary>The last step: one HTTP exchange, its token added, its answer read or its failure told by its cause.</summary>
internal sealed class TransportStep(VpsClientOptions options, Uri baseAddress, TextCleaner cleaner) : ISendStep, IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static readonly MediaTypeWithQualityHeaderValue AcceptJson = new("application/json");

    private static readonly ProductInfoHeaderValue Product = new(
        "VpsOrg-PowerShell", typeof(TransportStep).Assembly.GetName().Version!.ToString(3));

    private readonly HandlerPool _pool = new(options.HandlerFactory ?? (() => PlatformHandler.Make(options)), options.Clock);
    private readonly ExchangeFailures _failures = new(options.Clock, baseAddress, cleaner);

    public async Task<ApiAnswer<T>> SendAsync<T>(ApiRequest<T> request, CallContext call)
    {
        using var lease = Borrow(request);
        using var message = Build(request);
        if (call.Wants(TraceLevel.Debug))
        {
            call.Write(TraceLevel.Debug, WireTrace.Request(message, request, cleaner));
        }

        HttpResponseMessage? response = null;
        try
        {
            call.Cancellation.ThrowIfCancellationRequested();
            response = await lease.Handler.SendAsync(message, call.Cancellation)
                .OrCancelled(call.Cancellation, late => late.Dispose()).ConfigureAwait(false);
            response.Content ??= new ByteArrayContent([]); // .NET Framework leaves out what a handler left out.
            using (call.Cancellation.Register(state => ((HttpResponseMessage)state!).Dispose(), response))
            {
                return response.IsSuccessStatusCode
                    ? await ReadAsync(response, request, call).ConfigureAwait(false)
                    : throw await RefusalAsync(response, request, call).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not VpsException)
        {
            // A response disposed of on cancellation makes the platform fail in many ways: they all mean this.
            call.Cancellation.ThrowIfCancellationRequested();
            throw _failures.Of(exception, request, response);
        }
        finally
        {
            response?.Dispose();
        }
    }

    public void Dispose() => _pool.Dispose();

    private HandlerPool.Lease Borrow(ApiRequest request)
    {
        try
        {
            return _pool.Borrow() ?? throw new VpsClientClosedException(
                $"{request.Method} {request.BarePath} was not sent: the client was disposed of.", request.Failure(options.Clock.UtcNow));
        }
        catch (Exception exception) when (exception is not VpsException)
        {
            throw _failures.OfMaking(exception, request);
        }
    }

    private HttpRequestMessage Build(ApiRequest request)
    {
        var address = new Uri(baseAddress, request.Path);
        if (!Origin.AreSame(address, baseAddress))
        {
            throw new InvalidOperationException($"{request.BarePath} leads away from {baseAddress.Host}: the token is not sent there.");
        }

        var message = new HttpRequestMessage(request.Method, address) { Content = Content(request) };
        message.Headers.Accept.Add(AcceptJson);
        message.Headers.UserAgent.Add(Product);
        message.Headers.ExpectContinue = false; // .NET Framework would ask first and wait, with every body.
        if (options.Token is { } token)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        }

        return message;
    }

    /// <summary>
    /// Every request says that it speaks JSON, as the API's page asks; a header of content needs content, if an empty
    /// one. .NET Framework refuses content on GET ("cannot send a content-body with this verb-type"), so there a GET
    /// goes without.
    /// </summary>
    private static ByteArrayContent? Content(ApiRequest request)
    {
        if (request.IsRead && PlatformHandler.IsNetFramework)
        {
            return null;
        }

        var content = new ByteArrayContent(request.Body ?? RequestWriter.Nothing);
        content.Headers.ContentType = Json;
        return content;
    }

    private async Task<ApiAnswer<T>> ReadAsync<T>(HttpResponseMessage response, ApiRequest<T> request, CallContext call)
    {
        T value = default!;
        byte[] head = [];
        var forDebug = call.Wants(TraceLevel.Debug);
        if (request.Read is not null)
        {
            try
            {
                (value, head) = await BodyReader.ReadAsync(response.Content, request, options.LongestList, cleaner, forDebug, call.Cancellation).ConfigureAwait(false);
            }
            catch (UnreadableBodyException exception) when (forDebug)
            {
                // The answer that cannot be read is the one that somebody wants to see.
                call.Write(TraceLevel.Debug, WireTrace.Response(response, exception.Head, cleaner));
                throw;
            }
        }

        if (forDebug)
        {
            call.Write(TraceLevel.Debug, WireTrace.Response(response, head, cleaner));
        }

        return new ApiAnswer<T>((int)response.StatusCode, value) { Date = response.Headers.Date, RequestId = _failures.RequestId(response) };
    }

    private async Task<VpsException> RefusalAsync(HttpResponseMessage response, ApiRequest request, CallContext call)
    {
        var body = await ReadErrorBodyAsync(response, call).ConfigureAwait(false);
        if (call.Wants(TraceLevel.Debug))
        {
            call.Write(TraceLevel.Debug, WireTrace.Response(response, body, cleaner));
        }

        return _failures.OfStatus(request, response, body);
    }

    /// <summary>An error's status is the message; a body that breaks off takes nothing from it.</summary>
    private static async Task<byte[]> ReadErrorBodyAsync(HttpResponseMessage response, CallContext call)
    {
        try
        {
            return await BodyReader.ReadErrorAsync(response.Content, call.Cancellation).ConfigureAwait(false);
        }
        catch (Exception) when (!call.Cancellation.IsCancellationRequested)
        {
            return [];
        }
    }
}
