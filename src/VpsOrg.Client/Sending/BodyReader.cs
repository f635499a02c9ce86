namespace VpsOrg.Client;

/// <summary>Reads an answer's body within its bounds; every wait ends when the token is cancelled.</summary>
internal static class BodyReader
{
    private const long LongestAnswer = 1L << 20;
    private const int LongestErrorBody = 64 << 10;
    private const int RememberedForMessages = 1024;
    private const int RememberedForDebug = 8192;
    private const int LargestBuffer = 8192;

    /// <summary>Reads a successful answer of 1 MB at most, unpacked, or a list of its own limit.</summary>
    /// <returns>What was read from it, and, where a trace wants them, its first bytes.</returns>
    /// <exception cref="UnreadableBodyException">It is not what was expected.</exception>
    public static async Task<(T Value, byte[] Head)> ReadAsync<T>(
        HttpContent content, ApiRequest<T> request, long longestList, TextCleaner cleaner, bool forDebug, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync().OrCancelled(cancellationToken, late => late.Dispose()).ConfigureAwait(false);
        var bounded = new BoundedStream(stream, request.Budget ?? new ByteBudget(request.IsStreamed ? longestList : LongestAnswer), forDebug ? RememberedForDebug : RememberedForMessages, PromisedLength(content));
        try
        {
            var value = request.IsStreamed
                ? await Task.Run(() => AnswerReader.ReadAll(bounded, cleaner, request.Read!), CancellationToken.None)
                    .OrCancelled(cancellationToken).ConfigureAwait(false)
                : AnswerReader.ReadAll(await GatherAsync(bounded, BufferSize(content), cancellationToken).ConfigureAwait(false), cleaner, request.Read!);
            return (value, forDebug ? bounded.Head : []);
        }
        catch (UnreadableBodyException exception)
        {
            exception.Head = bounded.Head;
            throw;
        }
    }

    /// <summary>The beginning of an error answer, as much as is needed to say what it says.</summary>
    public static async Task<byte[]> ReadErrorAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync().OrCancelled(cancellationToken, late => late.Dispose()).ConfigureAwait(false);
        var buffer = new byte[LongestErrorBody];
        var filled = 0;
        int count;
        while (filled < buffer.Length
            && (count = await stream.ReadAsync(buffer, filled, buffer.Length - filled, cancellationToken).OrCancelled(cancellationToken).ConfigureAwait(false)) > 0)
        {
            filled += count;
        }

        Array.Resize(ref buffer, filled);
        return buffer;
    }

    /// <summary>As long as the body says that it is, where that is short; what it says is not relied on.</summary>
    private static int BufferSize(HttpContent content) => (int)Math.Min(LargestBuffer, Math.Max(1, content.Headers.ContentLength ?? LargestBuffer));

    /// <summary>How many bytes are to come. A length beside an encoding counts the bytes before they are unpacked.</summary>
    private static long? PromisedLength(HttpContent content) => content.Headers.ContentEncoding.Count == 0 ? content.Headers.ContentLength : null;

    private static async Task<Stream> GatherAsync(Stream body, int bufferSize, CancellationToken cancellationToken)
    {
        var gathered = new MemoryStream(bufferSize);
        var buffer = new byte[bufferSize];
        int count;
        while ((count = await body.ReadAsync(buffer, 0, buffer.Length, cancellationToken).OrCancelled(cancellationToken).ConfigureAwait(false)) > 0)
        {
            gathered.Write(buffer, 0, count);
        }

        gathered.Position = 0;
        return gathered;
    }
}
