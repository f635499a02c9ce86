namespace VpsOrg.Client;

/// <summary>Calls endpoints by their paths, for those that have no method of their own.</summary>
internal sealed class ApiInvoker(SendFunnel funnel, Uri baseAddress, TextCleaner cleaner)
{
    public Task<object?> InvokeAsync(HttpMethod method, ApiPath path, object? body, ICallTrace? trace, CancellationToken cancellationToken)
    {
        if (method == HttpMethod.Get)
        {
            return body is null
                ? GetAsync(path, trace, cancellationToken)
                : throw new ArgumentException("A GET request has no body: leave it out, or choose another method.");
        }

        return funnel.SendAsync(Write(method, path, body), trace, cancellationToken);
    }

    /// <summary>Refuses a write as the session's guards would, and does not send it.</summary>
    public Task CheckAsync(HttpMethod method, ApiPath path, ICallTrace? trace, CancellationToken cancellationToken) =>
        funnel.CheckAsync(Write(method, path, body: null), trace, cancellationToken);

    private ApiRequest<object?> Write(HttpMethod method, ApiPath path, object? body) => new(method, path.Path, Reader(path))
    {
        ShownPath = cleaner.RedactAddress(path.Path),
        Verb = method == HttpMethod.Post && path.IsStart ? WriteVerb.Start : WriteVerb.Invoke,
        Body = body is null && method == HttpMethod.Delete ? null : PlainWriter.Write(body),
        ServerId = path.ServerId,
    };

    private async Task<object?> GetAsync(ApiPath path, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var request = new ApiRequest<object?>(HttpMethod.Get, path.Path, Reader(path))
        {
            ShownPath = cleaner.RedactAddress(path.Path),
            IsStreamed = true,
            ServerId = path.ServerId,
        };
        var value = await funnel.SendAsync(request, trace, cancellationToken).ConfigureAwait(false);
        if (value is not Dictionary<string, object?> fields || !fields.TryGetValue(WireNames.Results, out var results) || results is not object?[] items
            || path.AsksForPage)
        {
            return value;
        }

        return IsWhole(fields, items.Length) ? items : await ReadWholeAsync(path, trace, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads any JSON; but what is asked of one server must not be answered of another.</summary>
    private static Func<AnswerReader, object?> Reader(ApiPath path) => answer =>
    {
        var value = answer.PlainOrNothing();
        if (path.DescribedServer is { } id && value is Dictionary<string, object?> fields)
        {
            AnswerCheck.RefuseOther(fields, id);
        }

        return value;
    };

    private static bool IsWhole(Dictionary<string, object?> fields, int received) =>
        !(fields.TryGetValue(WireNames.Next, out var next) && next is string { Length: > 0 })
        && (!fields.TryGetValue(WireNames.Count, out var count) || count is not long counted || counted == received);

    private async Task<object?> ReadWholeAsync(ApiPath path, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var list = new ListReader<object?>(funnel, baseAddress, path.Path, ReadItems, Identity);
        return (await list.ReadAsync(trace, cancellationToken).ConfigureAwait(false)).Items.ToArray();
    }

    private static void ReadItems(AnswerReader answer, List<object?> items) => items.AddRange(answer.PlainItems());

    /// <summary>An item is told by its id; one without is like no other.</summary>
    private static object Identity(object? item) =>
        item is Dictionary<string, object?> fields && fields.TryGetValue(WireNames.Id, out var id) && id is not null ? id : new object();
}
