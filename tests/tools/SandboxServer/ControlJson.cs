using System.Text.Json;
using System.Text.Json.Serialization;

namespace VpsOrg.Sandbox.Hosting;

/// <summary>The JSON of the control endpoints. A misspelt name is an error, and so is a missing one.</summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false), new SecondsConverter() },
    };
}
