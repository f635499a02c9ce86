using Newtonsoft.Json;

namespace VpsOrg.OldJsonNeighbour;

/// <summary>Uses the Newtonsoft.Json that it was built with, and tells which one it got.</summary>
public static class OldJson
{
    /// <summary>The version of the copy that serves this assembly.</summary>
    public static string Version => typeof(JsonConvert).Assembly.GetName().Version!.ToString();

    /// <summary>Does some work with it.</summary>
    /// <param name="value">What to serialize.</param>
    public static string Serialize(object value) => JsonConvert.SerializeObject(value);
}
