namespace VpsOrg.Client;

/// <summary>Calls endpoints by their paths, for those that have no method of their own.</summary>
internal sealed class ApiInvoker(SendFunnel funnel, Uri baseAddress, TextCleaner cleaner, SnapshotOwners owners)
{
    public async Task<object?> InvokeAsync(HttpMethod method, ApiPath path, object? body, ICallTrace? trace, CancellationToken cancellationToken)
    {
        if (method == HttpMethod.Get)
        {
            return body is null
                ? await GetAsync(path, trace, cancellationToken).ConfigureAwait(false)
                : throw new ArgumentException("A GET request has no body: leave it out, or choose another method.");
        }

        var write = await WriteAsync(method, path, body, trace, cancellationToken).ConfigureAwait(false);
        return await funnel.SendAsync(write, trace, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses a write as the session's guards would, and does not send it.</summary>
    public async Task CheckAsync(HttpMethod method, ApiPath path, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var write = await WriteAsync(method, path, body: null, trace, cancellationToken).ConfigureAwait(false);
        await funnel.CheckAsync(write, trace, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ApiRequest<object?>> WriteAsync(HttpMethod method, ApiPath path, object? body, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var written = body is null && method == HttpMethod.Delete ? null : PlainWriter.Write(body);
        return new(method, path.Path, Reader(path))
        {
            ShownPath = cleaner.RedactAddress(path.Path),
            Verb = VerbOf(method, path),
            Body = written,
            ServerId = path.ServerId ?? await owners.OfAsync(method, path, written, trace, cancellationToken).ConfigureAwait(false),
            SnapshotId = path.SnapshotId,
        };
    }

    private static WriteVerb VerbOf(HttpMethod method, ApiPath path) =>
        method != HttpMethod.Post ? WriteVerb.Invoke
        : path.IsStart ? WriteVerb.Start
        : path.IsNewSnapshot ? WriteVerb.Snapshot
        : WriteVerb.Invoke;

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
