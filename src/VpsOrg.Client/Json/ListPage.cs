namespace VpsOrg.Client;

/// <summary>One list answer: the items in it, and what it says of those that are not.</summary>
internal sealed class ListPage<T>
{
    private ListPage()
    {
    }

    /// <summary>How many items the API counts in all; null where it does not say.</summary>
    public long? Count { get; private set; }

    /// <summary>Where the API says that the list goes on.</summary>
    public string? Next { get; private set; }

    /// <summary>The items in this answer.</summary>
    public List<T> Items { get; } = [];

    /// <summary>Reads a list answer; a bare array counts as one without <c>count</c> and <c>next</c>.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="readItems">Reads the items of the array that has just been opened, up to its end.</param>
    public static ListPage<T> ReadAnswer(AnswerReader answer, Action<AnswerReader, List<T>> readItems)
    {
        var page = new ListPage<T>();
        if (answer.OpenArrayOrObject())
        {
            readItems(answer, page.Items);
            return page;
        }

        var found = false;
        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Count: page.Count = answer.WholeNumber(); break;
                case WireNames.Next: page.Next = answer.Text(); break;
                case WireNames.Results: found = page.OpenAndRead(answer, readItems); break;
                default: answer.Plain(); break;
            }
        }

        return found ? page : throw new UnreadableBodyException("a list without results");
    }

    private bool OpenAndRead(AnswerReader answer, Action<AnswerReader, List<T>> readItems)
    {
        if (!answer.OpenArray())
        {
            return false;
        }

        Items.Clear();
        readItems(answer, Items);
        return true;
    }
}
