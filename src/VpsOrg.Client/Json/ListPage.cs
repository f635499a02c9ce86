namespace VpsOrg.Client;

/// <summary>One list answer: the items in it, and what it says of those that are not.</summary>
/// <param name="readItems">Reads the items of the array that has just been opened, up to its end.</param>
internal sealed class ListPage<T>(Action<AnswerReader, List<T>> readItems)
{
    private bool _hasResults;

    /// <summary>How many items the API counts in all; null where it does not say.</summary>
    public long? Count { get; private set; }

    /// <summary>Where the API says that the list goes on.</summary>
    public string? Next { get; private set; }

    /// <summary>The items in this answer.</summary>
    public List<T> Items { get; } = [];

    /// <summary>Reads a list answer; a bare array counts as one without <c>count</c> and <c>next</c>.</summary>
    public static ListPage<T> ReadAnswer(AnswerReader answer, Action<AnswerReader, List<T>> readItems)
    {
        var page = new ListPage<T>(readItems);
        if (answer.OpenArrayOrObject())
        {
            readItems(answer, page.Items);
            return page;
        }

        answer.ReadFields(page, ReadField);
        return page._hasResults ? page : throw new UnreadableBodyException("the list has no results");
    }

    private static bool ReadField(AnswerReader answer, string name, ListPage<T> page, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Count: page.Count = answer.WholeNumber(); break;
            case WireNames.Next: page.Next = answer.Text(); break;
            case WireNames.Results: page.ReadResults(answer); break;
            default: answer.Skip(); break;
        }

        return true;
    }

    private void ReadResults(AnswerReader answer)
    {
        _hasResults = answer.OpenArray();
        if (_hasResults)
        {
            Items.Clear();
            readItems(answer, Items);
        }
    }
}
