using System.Globalization;
using Newtonsoft.Json;

namespace VpsOrg.Sandbox;

/// <summary>Answers with the part of a list that is asked for.</summary>
internal static class ListAnswer
{
    public static Answer Of<T>(IReadOnlyList<T> items, QueryText query, SandboxOptions options, Action<JsonWriter, T> write)
    {
        var page = PageRequest.Read(query, options.PageSize);
        return page is null || !page.ExistsIn(items.Count)
            ? Answer.Detail(404, "Invalid page.")
            : new Answer(200, ListJson.Of(items, page.Start, page.Size, options.LinkPages ? LinksOf(page, items.Count, query) : null, write));
    }

    private static (string? Next, string? Previous) LinksOf(PageRequest page, int count, QueryText query)
    {
        return (LinkTo(page.Number + 1, !page.IsLastOf(count)), LinkTo(page.Number - 1, page.Number > 1));

        string? LinkTo(int number, bool exists) =>
            exists ? query.AddressWith("page", number.ToString(CultureInfo.InvariantCulture)) : null;
    }
}
