using Newtonsoft.Json;

namespace VpsOrg.Sandbox;

/// <summary>One page of the list of servers.</summary>
internal static class ServerListJson
{
    public static byte[] Of(IReadOnlyList<ServerRecord> servers, long start, int size, PageLinks? links) => JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("count");
        writer.WriteValue(servers.Count);
        WriteLinks(writer, links);
        writer.WritePropertyName("results");
        writer.WriteStartArray();
        for (var index = start; index < Math.Min(start + size, servers.Count); index++)
        {
            ServerJson.WriteListItem(writer, servers[(int)index]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteLinks(JsonWriter writer, PageLinks? links)
    {
        if (links != null)
        {
            writer.WritePropertyName("next");
            writer.WriteValue(links.Next);
            writer.WritePropertyName("previous");
            writer.WriteValue(links.Previous);
        }
    }
}
