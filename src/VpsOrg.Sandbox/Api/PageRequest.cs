using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>Which part of a list is asked for.</summary>
internal sealed class PageRequest
{
    private const int UsualSize = 20;
    private const int LargestSize = 100;

    private PageRequest(int number, int size)
    {
        Number = number;
        Size = size;
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    public int Size { get; }

    public long Start => (Number - 1L) * Size;

    /// <summary>The page; null when its number is none. Sizes out of bounds are mended silently, as Django REST Framework does.</summary>
    public static PageRequest? Read(QueryText query, int? pageSize)
    {
        if (query["page"] == null && query["page_size"] == null)
        {
            return new PageRequest(1, pageSize ?? int.MaxValue);
        }

        var number = Positive(query["page"] ?? "1");
        var size = Positive(query["page_size"]);
        return number == null
            ? null
            : new PageRequest(number.Value, size == null ? pageSize ?? UsualSize : Math.Min(size.Value, LargestSize));
    }

    /// <summary>Whether a list so long has this page. Even an empty list has its first.</summary>
    public bool ExistsIn(int count) => Number == 1 || Start < count;

    public bool IsLastOf(int count) => Start + Size >= count;

    private static int? Positive(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
}
