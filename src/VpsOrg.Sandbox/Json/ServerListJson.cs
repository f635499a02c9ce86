namespace VpsOrg.Sandbox;

/// <summary>One page of the list of servers.</summary>
internal static class ServerListJson
{
    /// <param name="servers">The whole list.</param>
    /// <param name="start">Where the page begins.</param>
    /// <param name="size">How many servers it holds at most.</param>
    /// <param name="links">The addresses of its neighbours, each null where there is none; null where the answer carries no links.</param>
    /// <returns>The JSON.</returns>
    public static byte[] Of(IReadOnlyList<ServerRecord> servers, long start, int size, (string? Next, string? Previous)? links) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("count");
        writer.WriteValue(servers.Count);
        if (links is { } neighbours)
        {
            writer.WritePropertyName("next");
            writer.WriteValue(neighbours.Next);
            writer.WritePropertyName("previous");
            writer.WriteValue(neighbours.Previous);
        }

        writer.WritePropertyName("results");
        writer.WriteStartArray();
        for (var index = start; index < Math.Min(start + size, servers.Count); index++)
        {
            ServerJson.WriteListItem(writer, servers[(int)index]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
