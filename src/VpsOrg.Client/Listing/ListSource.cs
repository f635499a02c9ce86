namespace VpsOrg.Client;

/// <summary>What tells one kind of list from another.</summary>
internal sealed class ListSource<T>(string path, Action<AnswerReader, List<T>> readItems, Func<T, object> identity)
{
    /// <summary>The first request.</summary>
    public string Path { get; } = path;

    /// <summary>Reads the items of an opened array, up to its end.</summary>
    public Action<AnswerReader, List<T>> ReadItems { get; } = readItems;

    /// <summary>What tells two items apart.</summary>
    public Func<T, object> Identity { get; } = identity;

    /// <summary>The same list by pages, as the vendor's own tool asks for it.</summary>
    public string PagePath(int page, int pageSize) => Routes.Page(Path, page, pageSize);
}
