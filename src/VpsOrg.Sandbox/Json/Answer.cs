namespace VpsOrg.Sandbox;

/// <summary>What the API says to a request.</summary>
internal sealed record Answer(int Status, byte[] Body, string ContentType = "application/json")
{
    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>();

    public Delivery Delivery { get; init; } = Delivery.Whole;

    public static Answer NotFound => Detail(404, "Not found.");

    /// <summary>An error as Django REST Framework words it.</summary>
    public static Answer Detail(int status, string detail) => new(status, JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("detail");
        writer.WriteValue(detail);
        writer.WriteEndObject();
    }));

    /// <summary>The same answer with headers that are added, or replace its own.</summary>
    public Answer WithHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var all = Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            all[header.Key] = header.Value;
        }

        return this with { Headers = all };
    }

    public Answer WithHeader(string name, string value) => WithHeaders([new KeyValuePair<string, string>(name, value)]);
}
