using System.Text;
using Newtonsoft.Json;

namespace VpsOrg.Client;

/// <summary>Writes request bodies: exactly the documented fields, and of those only the ones that were given.</summary>
internal static class RequestWriter
{
    /// <summary>What an action sends: JSON-typed content without a byte, because a POST must always carry content.</summary>
    public static byte[] Nothing { get; } = [];

    public static byte[] Write(CreateServerRequest request) => Write(json =>
    {
        Field(json, WireNames.Name, request.Name);
        Field(json, WireNames.PlanId, request.PlanId.Value);
        Field(json, WireNames.OsId, request.OsId.Value);
        Field(json, WireNames.Location, request.Location);
        FieldIfGiven(json, WireNames.Hostname, request.Hostname);
        FieldIfGiven(json, WireNames.SshKeyId, request.SshKeyId);
        FieldIfGiven(json, WireNames.BackupsEnabled, request.BackupsEnabled);
    });

    public static byte[] Write(CreateSnapshotRequest request) => Write(json =>
    {
        Field(json, WireNames.ServerId, request.ServerId.Value);
        Field(json, WireNames.Name, request.Name);
        FieldIfGiven(json, WireNames.Description, request.Description);
    });

    public static byte[] Write(ReplaceServerRequest request) => Write(json =>
    {
        Field(json, WireNames.Name, request.Name);
        Field(json, WireNames.Hostname, request.Hostname);
        Field(json, WireNames.BackupsEnabled, request.BackupsEnabled);
    });

    public static byte[] Write(UpdateServerRequest request) => Write(json =>
    {
        FieldIfSet(json, WireNames.Name, request.Name);
        FieldIfSet(json, WireNames.Hostname, request.Hostname);
        FieldIfSet(json, WireNames.BackupsEnabled, request.BackupsEnabled);
    });

    private static byte[] Write(Action<JsonTextWriter> fields)
    {
        var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        using (var json = new JsonTextWriter(text))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Field(JsonTextWriter json, string name, object? value)
    {
        json.WritePropertyName(name);
        json.WriteValue(value);
    }

    private static void FieldIfGiven(JsonTextWriter json, string name, object? value)
    {
        if (value is not null)
        {
            Field(json, name, value);
        }
    }

    private static void FieldIfSet<T>(JsonTextWriter json, string name, Optional<T> value)
    {
        if (value.IsSet)
        {
            Field(json, name, value.Value);
        }
    }
}
