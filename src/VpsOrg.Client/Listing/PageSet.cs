using System.Globalization;

namespace VpsOrg.Client;

/// <summary>The pages of one read of a list, from any thread, and whether they make it whole.</summary>
/// <param name="identity">What tells two items apart: one that comes twice counts once.</param>
/// <param name="trace">Where it is told how far the list has come.</param>
/// <param name="budget">What all its pages may have in bytes.</param>
internal sealed class PageSet<T>(Func<T, object> identity, ICallTrace? trace, ByteBudget budget)
{
    /// <summary>A hundred thousand servers by pages of ten. No list that ends has more.</summary>
    private const int MostPages = 10_000;

    private readonly object _gate = new();
    private readonly SortedDictionary<int, ListPage<T>> _pages = [];
    private readonly HashSet<object> _ids = [];
    private long? _count;
    private bool _countChanged;

    private bool _hasGap;
    private bool _stands;

    /// <summary>
    /// Whether reading on may still make the list whole: no page was missing, each brought something new, the count stood
    /// still, and there are not yet more than counted, nor too many pages. It bounds what an API that pages without end can
    /// make us do.
    /// </summary>
    public bool MayGoOn
    {
        get
        {
            lock (_gate)
            {
                return !_hasGap && !_stands && !_countChanged && !(_ids.Count > _count) && _pages.Count < MostPages;
            }
        }
    }

    /// <summary>What all its pages may have in bytes.</summary>
    public ByteBudget Budget { get; } = budget;

    /// <summary>Whether it has so many pages that reading it again would only cost as much again.</summary>
    public bool IsTooLong => _pages.Count >= MostPages;

    /// <summary>The server's time at the last page.</summary>
    public DateTimeOffset? Date { get; private set; }

    /// <summary>Every item once, in the API's order, whatever order the pages came in.</summary>
    public IReadOnlyList<T> Items()
    {
        if (_pages.Count == 1 && _pages.First().Value.Items is var only && only.Count == _ids.Count)
        {
            return only;
        }

        var once = new HashSet<object>();
        return _pages.Values.SelectMany(page => page.Items).Where(item => once.Add(identity(item))).ToList();
    }

    /// <summary>Whether the count stood still and is what came. Where none was given there is nothing to disagree.</summary>
    public bool IsWhole => !_hasGap && !_countChanged && (_count is null || _count == _ids.Count);

    /// <summary>What came and what was to come.</summary>
    public string Tally => string.Format(CultureInfo.InvariantCulture, "got {0} of {1}", _ids.Count, _count ?? _ids.Count);

    /// <summary>Takes a page.</summary>
    /// <param name="number">Its place in the list.</param>
    /// <param name="page">The page.</param>
    /// <param name="date">The server's time.</param>
    public void Add(int number, ListPage<T> page, DateTimeOffset? date)
    {
        lock (_gate)
        {
            _countChanged |= _count is not null && page.Count is not null && _count != page.Count;
            _count = page.Count ?? _count;
            Date = date;
            _pages.Add(number, page);
            var before = _ids.Count;
            foreach (var item in page.Items)
            {
                _ids.Add(identity(item));
            }

            _stands |= _ids.Count == before;

            trace?.Report(_ids.Count, _count ?? _ids.Count);
        }
    }

    /// <summary>Notes that a page was not there.</summary>
    public void AddGap()
    {
        lock (_gate)
        {
            _hasGap = true;
        }
    }

    /// <summary>Notes that reading ended before the list said so, where no count tells whether it is whole all the same.</summary>
    public void AddGapWhereUncounted()
    {
        lock (_gate)
        {
            _hasGap |= _count is null;
        }
    }

    /// <summary>The failure of a list that never agreed with itself.</summary>
    /// <param name="path">Which list.</param>
    /// <param name="context">The request that began it.</param>
    public VpsIncompleteListException Incomplete(string path, FailureContext context) => new(
        IsTooLong
            ? FormattableString.Invariant($"The list {path} does not end: {MostPages} pages were read ({Tally}).")
            : $"The list {path} is incomplete: {Tally}. Three reads never agreed with the count.",
        context,
        _ids.Count,
        _count ?? _ids.Count);
}
