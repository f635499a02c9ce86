using System.Globalization;
using Newtonsoft.Json;

namespace VpsOrg.Sandbox;

/// <summary>Single fields, as the API writes them.</summary>
internal static class JsonFields
{
    public static void Write(JsonWriter writer, string name, string? value)
    {
        writer.WritePropertyName(name);
        writer.WriteValue(value);
    }

    public static void Write(JsonWriter writer, string name, long? value)
    {
        writer.WritePropertyName(name);
        writer.WriteValue(value);
    }

    public static void Write(JsonWriter writer, string name, bool value)
    {
        writer.WritePropertyName(name);
        writer.WriteValue(value);
    }

    public static void Write(JsonWriter writer, string name, DateTimeOffset? time) =>
        Write(writer, name, time?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    /// <summary>An id that is a number is written as one.</summary>
    public static void WriteId(JsonWriter writer, string id)
    {
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Write(writer, "id", number);
        }
        else
        {
            Write(writer, "id", id);
        }
    }

    /// <summary>The server that something is about, in short.</summary>
    public static void WriteServer(JsonWriter writer, ServerRecord server, bool withStatus)
    {
        writer.WritePropertyName("server");
        writer.WriteStartObject();
        WriteId(writer, server.Id);
        Write(writer, "name", server.Name);
        if (withStatus)
        {
            Write(writer, "status", server.Status);
        }

        writer.WriteEndObject();
    }
}
