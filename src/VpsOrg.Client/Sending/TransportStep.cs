using System.Net.Http.Headers;

namespace VpsOrg.Client;

/// <summary>The last step: one HTTP exchange, its token added, its answer read or its failure told by its cause.</summary>
internal sealed class TransportStep(VpsClientOptions options, Uri baseAddress, TextCleaner cleaner) : ISendStep, IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private static readonly MediaTypeWithQualityHeaderValue AcceptJson = new("application/json");

    private static readonly ProductInfoHeaderValue Product = new(
        "VpsOrg-PowerShell", typeof(TransportStep).Assembly.GetName().Version!.ToString(3));

    private static readonly string[] RequestIdHeaders = ["X-Request-Id", "Request-Id", "CF-Ray"];

    private readonly HandlerPool _pool = new(options.HandlerFactory ?? (() => PlatformHandler.Make(options)), options.Clock);

    public async Task<ApiAnswer> SendAsync(ApiRequest request, CallContext call)
    {
        using var lease = _pool.Borrow();
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
            using (call.Cancellation.Register(state => ((HttpResponseMessage)state!).Dispose(), response))
            {
                return response.IsSuccessStatusCode
                    ? await ReadAsync(response, request, call).ConfigureAwait(false)
                    : throw await FailureAsync(response, request, call).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not VpsException)
        {
            // A response disposed of on cancellation makes the platform fail in many ways: they all mean this.
            call.Cancellation.ThrowIfCancellationRequested();
            if (Translate(exception, request, response) is { } failure)
            {
                throw failure;
            }

            throw;
        }
        finally
        {
            response?.Dispose();
        }
    }

    public void Dispose() => _pool.Dispose();

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

    private async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, ApiRequest request, CallContext call)
    {
        object? value = null;
        byte[] head = [];
        var forDebug = call.Wants(TraceLevel.Debug);
        if (request.Read is not null)
        {
            try
            {
                var outcome = await BodyReader.ReadAsync(response.Content, request, options.LongestList, cleaner, forDebug, call.Cancellation).ConfigureAwait(false);
                (value, head) = (outcome.Value, outcome.Head);
            }
            catch (UnreadableBodyException exception) when (forDebug)
            {
                // The answer that cannot be read is the one that somebody wants to see.
                call.Write(TraceLevel.Debug, WireTrace.Response(response, HeadOf(exception), cleaner));
                throw;
            }
        }

        if (forDebug)
        {
            call.Write(TraceLevel.Debug, WireTrace.Response(response, head, cleaner));
        }

        return new ApiAnswer((int)response.StatusCode, value) { Date = response.Headers.Date, RequestId = RequestId(response) };
    }

    private async Task<VpsException> FailureAsync(HttpResponseMessage response, ApiRequest request, CallContext call)
    {
        var status = (int)response.StatusCode;
        var body = await ReadErrorBodyAsync(response, call).ConfigureAwait(false);
        if (call.Wants(TraceLevel.Debug))
        {
            call.Write(TraceLevel.Debug, WireTrace.Response(response, body, cleaner));
        }

        var error = ErrorBody.Read(body, cleaner);
        return Failures.FromStatus(new FailureContext
        {
            Method = request.Method.Method,
            Path = request.BarePath,
            StatusCode = status,
            Detail = error.Words,
            FieldErrors = error.FieldErrors,
            RequestId = RequestId(response),
            Time = response.Headers.Date ?? options.Clock.UtcNow,
            RetryAfter = RetryAfterHeader.Of(response.Headers, options.Clock.UtcNow),
            MayHaveActed = !request.IsRead && Failures.LeavesOutcomeOpen(status),
        });
    }

    /// <summary>An error's status is the message; a body that breaks off takes nothing from it.</summary>
    private static async Task<byte[]> ReadErrorBodyAsync(HttpResponseMessage response, CallContext call)
    {
        try
        {
            return await BodyReader.ReadErrorAsync(response.Content, call.Cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException
            && !call.Cancellation.IsCancellationRequested)
        {
            return [];
        }
    }

    private static byte[] HeadOf(UnreadableBodyException exception) =>
        exception.Data[nameof(BodyReader.Outcome.Head)] as byte[] ?? [];

    private VpsException? Translate(Exception exception, ApiRequest request, HttpResponseMessage? response)
    {
        var context = new FailureContext
        {
            Method = request.Method.Method,
            Path = request.BarePath,
            StatusCode = response is null ? null : (int)response.StatusCode,
            RequestId = response is null ? null : RequestId(response),
            Time = response?.Headers.Date ?? options.Clock.UtcNow,
            MayHaveActed = !request.IsRead,
        };
        switch (exception)
        {
            case UnreadableBodyException unreadable:
                var head = HeadOf(unreadable);
                var excerpt = head.Length == 0 ? string.Empty : $" It begins: {ErrorBody.Excerpt(head, cleaner)}";
                return new VpsUnreadableAnswerException(
                    $"{context.Method} {context.Path} answered {context.StatusCode}, but the answer cannot be read: {unreadable.Message}.{excerpt}", context);
            case InvalidDataException:
                return new VpsUnreadableAnswerException(
                    $"{context.Method} {context.Path} answered {context.StatusCode}, but the answer cannot be read: it is not compressed as it says.", context);
            case HttpRequestException or IOException or System.Net.WebException:
                return NoConnection(exception, request, context);
            default:
                return null;
        }
    }

    private VpsConnectionException NoConnection(Exception exception, ApiRequest request, FailureContext context)
    {
        var cause = ConnectionCause.Of(exception);

        // The platform quotes what it could not read of a broken answer, whatever that was.
        var words = TextCleaner.Shorten(cleaner.Clean(cause.Words), ErrorBody.LongestExcerpt);
        var known = new FailureContext
        {
            Method = context.Method,
            Path = context.Path,
            Time = context.Time,
            RequestId = context.RequestId,
            MayHaveActed = cause.WasSent && !request.IsRead,
        };
        return new VpsConnectionException(
            $"{context.Method} {context.Path}: no answer from {baseAddress.Authority}: {words}.", known, cause.WasSent, cause.IsPermanent);
    }

    private string? RequestId(HttpResponseMessage response)
    {
        foreach (var name in RequestIdHeaders)
        {
            if (response.Headers.TryGetValues(name, out var values))
            {
                return TextCleaner.Shorten(cleaner.Clean(string.Join(",", values)), 100);
            }
        }

        return null;
    }
}
