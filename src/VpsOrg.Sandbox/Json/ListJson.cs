using Newtonsoft.Json;

namespace VpsOrg.Sandbox;

/// <summary>One page of a list.</summary>
internal static class ListJson
{
    /// <param name="items">The whole list.</param>
    /// <param name="start">Where the page begins.</param>
    /// <param name="size">How many items it holds at most.</param>
    /// <param name="links">The addresses of its neighbours, each null where there is none; null where the answer carries no links.</param>
    /// <param name="write">Writes an item.</param>
    /// <returns>The JSON.</returns>
    public static byte[] Of<T>(IReadOnlyList<T> items, long start, int size, (string? Next, string? Previous)? links, Action<JsonWriter, T> write) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        JsonFields.Write(writer, "count", items.Count);
        if (links is { } neighbours)
        {
            JsonFields.Write(writer, "next", neighbours.Next);
            JsonFields.Write(writer, "previous", neighbours.Previous);
        }

        writer.WritePropertyName("results");
        writer.WriteStartArray();
        for (var index = start; index < Math.Min(start + size, items.Count); index++)
        {
            write(writer, items[(int)index]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
