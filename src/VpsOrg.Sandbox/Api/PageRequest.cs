using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>Which part of a list is asked for: the page's number, from 1, and its size.</summary>
internal sealed record PageRequest(int Number, int Size)
{
    private const int UsualSize = 20;
    private const int LargestSize = 100;

    public long Start => (Number - 1L) * Size;

    /// <summary>The page; null when its number is none. Sizes out of bounds are mended silently, as Django REST Framework does.</summary>
    public static PageRequest? Read(QueryText query, int? pageSize)
    {
        if (query["page"] is null && query["page_size"] is null)
        {
            return new PageRequest(1, pageSize ?? int.MaxValue);
        }

        var size = Positive(query["page_size"]) is { } wanted ? Math.Min(wanted, LargestSize) : pageSize ?? UsualSize;
        return Positive(query["page"] ?? "1") is { } number ? new PageRequest(number, size) : null;
    }

    /// <summary>Whether a list so long has this page. Even an empty list has its first.</summary>
    public bool ExistsIn(int count) => Number == 1 || Start < count;

    public bool IsLastOf(int count) => Start + Size >= count;

    private static int? Positive(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
