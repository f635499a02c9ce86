namespace VpsOrg.Client;

/// <summary>One list answer: the servers in it, and what it says of those that are not.</summary>
internal sealed class ServerPage
{
    /// <summary>How many servers the API counts in all; null where it does not say.</summary>
    public long? Count { get; private set; }

    /// <summary>Where the API says that the list goes on.</summary>
    public string? Next { get; private set; }

    /// <summary>The servers in this answer.</summary>
    public List<VpsServer> Servers { get; } = [];

    /// <summary>Reads a list answer; a bare array counts as one without <c>count</c> and <c>next</c>.</summary>
    public static ServerPage ReadAnswer(AnswerReader answer)
    {
        var page = new ServerPage();
        if (answer.OpenArrayOrObject())
        {
            page.ReadServers(answer);
            return page;
        }

        var found = false;
        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Count: page.Count = answer.WholeNumber(); break;
                case WireNames.Next: page.Next = answer.Text(); break;
                case WireNames.Results: found = page.OpenAndReadServers(answer); break;
                default: answer.Plain(); break;
            }
        }

        return found ? page : throw new UnreadableBodyException("a list without results");
    }

    private bool OpenAndReadServers(AnswerReader answer)
    {
        if (!answer.OpenArray())
        {
            return false;
        }

        Servers.Clear();
        ReadServers(answer);
        return true;
    }

    private void ReadServers(AnswerReader answer)
    {
        var reader = new ServerReader(answer);
        while (answer.NextObjectInArray())
        {
            Servers.Add(reader.ReadOpened());
        }
    }
}
