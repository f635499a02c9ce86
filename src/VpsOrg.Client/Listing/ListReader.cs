using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// Reads whole lists or fails. The first request is the documented one; where its answer shows that there is more,
/// <c>next</c> is followed, or the list is read anew by pages of one size.
/// </summary>
/// <param name="funnel">Sends the requests.</param>
/// <param name="baseAddress">The root of the API, where every page must be.</param>
/// <param name="list">The path of the first request.</param>
/// <param name="readItems">Reads the items of an opened array, up to its end.</param>
/// <param name="identity">What tells two items apart.</param>
internal sealed class ListReader<T>(
    SendFunnel funnel, Uri baseAddress, string list, Action<AnswerReader, List<T>> readItems, Func<T, object> identity)
{
    private const int PageSize = 100;
    private const int PagesAtOnce = 4;
    private const int MostReads = 3;

    private readonly Func<AnswerReader, ListPage<T>> _readPage = answer => ListPage<T>.ReadAnswer(answer, readItems);

    /// <summary>All items, and the server's time at the end of the list.</summary>
    /// <exception cref="VpsIncompleteListException">Three reads gave no list that agrees with its count, or it has no end.</exception>
    public async Task<WholeList<T>> ReadAsync(ICallTrace? trace, CancellationToken cancellationToken)
    {
        var byPages = false;
        PageSet<T> pages;
        for (var read = 1; ; read++)
        {
            pages = new PageSet<T>(identity, trace, funnel.NewListBudget());
            if (!byPages)
            {
                byPages = !await ReadAsDocumentedAsync(pages, trace, cancellationToken).ConfigureAwait(false);
            }

            if (byPages)
            {
                pages = new PageSet<T>(identity, trace, funnel.NewListBudget());
                await ReadByPagesAsync(pages, trace, cancellationToken).ConfigureAwait(false);
            }

            if (pages.IsWhole)
            {
                return new WholeList<T>(pages.Items(), pages.Date);
            }

            if (read == MostReads || pages.IsTooLong)
            {
                throw pages.Incomplete(list, Request(list).Failure());
            }

            trace?.Write(TraceLevel.Verbose, $"The list changed while it was read ({pages.Tally}); reading it again.");
        }
    }

    /// <summary>The documented request, and what its <c>next</c> leads to.</summary>
    /// <returns>False where there are more servers and no <c>next</c> leads to them.</returns>
    private async Task<bool> ReadAsDocumentedAsync(PageSet<T> pages, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var path = list;
        var visited = new HashSet<string>(StringComparer.Ordinal);
        while (visited.Add(path))
        {
            if (await TryReadPageAsync(pages, visited.Count, path, trace, cancellationToken).ConfigureAwait(false) is not { } page)
            {
                return true;
            }

            if (page.Next is not { Length: > 0 } next)
            {
                return visited.Count > 1 || page.Count is null || page.Count <= page.Items.Count;
            }

            if (!pages.MayGoOn)
            {
                pages.AddGapWhereUncounted();
                return true;
            }

            path = Following(next, path);
        }

        return true; // The pages lead in a circle: the count decides whether they were all.
    }

    private async Task ReadByPagesAsync(PageSet<T> pages, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var first = await ReadPageAsync(pages, 1, Routes.Page(list, 1, PageSize), trace, cancellationToken).ConfigureAwait(false);
        if (first.Items.Count == 0 || first.Count is not { } count || count <= first.Items.Count)
        {
            return;
        }

        // A server that caps the size gives fewer than asked for: what came is the size that counts.
        var last = (count + first.Items.Count - 1) / first.Items.Count;
        if (last > int.MaxValue / PageSize)
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = 1;
        var readers = Enumerable.Range(0, (int)Math.Min(PagesAtOnce, last - 1)).Select(_ => ReadOnAsync()).ToArray();
        try
        {
            await Task.WhenAll(readers).OrCancelled(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            stop.CancelAll(); // Nobody waits for a page any more, and a cancellation may not have come to the readers yet.
        }

        async Task ReadOnAsync()
        {
            try
            {
                int page;
                while ((page = Interlocked.Increment(ref next)) <= last && pages.MayGoOn)
                {
                    await TryReadPageAsync(pages, page, Routes.Page(list, page, PageSize), trace, stop.Token).ConfigureAwait(false);
                }
            }
            catch
            {
                stop.CancelAll(); // One page lost is the list lost: the others need not go on.
                throw;
            }
        }
    }

    /// <summary>A later page that is no longer there means that the list got shorter meanwhile: it is read again as a whole.</summary>
    private async Task<ListPage<T>?> TryReadPageAsync(PageSet<T> pages, int number, string path, ICallTrace? trace, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadPageAsync(pages, number, path, trace, cancellationToken).ConfigureAwait(false);
        }
        catch (VpsNotFoundException) when (number > 1)
        {
            pages.AddGap();
            return null;
        }
    }

    private async Task<ListPage<T>> ReadPageAsync(PageSet<T> pages, int number, string path, ICallTrace? trace, CancellationToken cancellationToken)
    {
        var answer = await funnel.SendAsync(Request(path, pages.Budget), funnel.NewCall(trace, cancellationToken)).ConfigureAwait(false);
        pages.Add(number, answer.Value, answer.Date);
        return answer.Value;
    }

    private ApiRequest<ListPage<T>> Request(string path, ByteBudget? budget = null) => new(HttpMethod.Get, path, _readPage) { IsStreamed = true, Budget = budget };

    /// <summary>The path that <c>next</c> leads to from a page, where it stays at this API.</summary>
    /// <exception cref="VpsUnreadableAnswerException">It leads elsewhere.</exception>
    private string Following(string next, string from)
    {
        if (Uri.TryCreate(new Uri(baseAddress, from), next, out var address) && Origin.AreSame(address, baseAddress)
            && address.AbsolutePath.StartsWith(baseAddress.AbsolutePath, StringComparison.Ordinal))
        {
            // What looks like a host or a scheme where the base address ends would lead elsewhere when it is put together.
            var path = address.PathAndQuery.Substring(baseAddress.AbsolutePath.Length);
            if (Uri.TryCreate(baseAddress, path, out var again) && again == address)
            {
                return path;
            }
        }

        throw new VpsUnreadableAnswerException(
            string.Format(CultureInfo.InvariantCulture, "The list's next page '{0}' points outside {1}; not followed.", TextCleaner.Shorten(next, 100), baseAddress),
            Request(from).Failure());
    }
}
