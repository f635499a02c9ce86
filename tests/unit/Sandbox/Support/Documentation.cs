using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox.Tests;

/// <summary>The example payloads of VPS.org's documentation.</summary>
internal static class Documentation
{
    public static JObject Read(string example) =>
        Reply.ParseJson(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contract", example + ".json")));

    /// <summary>One line a key, in order and with nested keys: its path and the JSON type of its value.</summary>
    public static IReadOnlyList<string> ShapeOf(JToken token) =>
        [.. token.SelectTokens("$..*").Select(value => $"{value.Path}: {value.Type}")];
}
