namespace VpsOrg.Sandbox;

/// <summary>What the API says to a request. Immutable.</summary>
internal sealed class Answer
{
    public const string JsonType = "application/json";

    public Answer(int status, byte[] body, string contentType)
        : this(status, body, contentType, new Dictionary<string, string>(), Delivery.Whole)
    {
    }

    private Answer(int status, byte[] body, string contentType, IReadOnlyDictionary<string, string> headers, Delivery delivery)
    {
        Status = status;
        Body = body;
        ContentType = contentType;
        Headers = headers;
        Delivery = delivery;
    }

    public int Status { get; }

    public byte[] Body { get; }

    public string ContentType { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public Delivery Delivery { get; }

    public static Answer NotFound => Detail(404, "Not found.");

    public static Answer Json(int status, byte[] body) => new(status, body, JsonType);

    /// <summary>An error as Django REST Framework words it.</summary>
    public static Answer Detail(int status, string detail) => Json(status, JsonBytes.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("detail");
        writer.WriteValue(detail);
        writer.WriteEndObject();
    }));

    public Answer WithHeaders(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var all = Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            all[header.Key] = header.Value;
        }

        return new Answer(Status, Body, ContentType, all, Delivery);
    }

    public Answer WithHeader(string name, string value) => WithHeaders([new KeyValuePair<string, string>(name, value)]);

    public Answer WithoutBody() => new(Status, [], ContentType, Headers, Delivery);

    public Answer WithDelivery(Delivery delivery) => new(Status, Body, ContentType, Headers, delivery);
}
