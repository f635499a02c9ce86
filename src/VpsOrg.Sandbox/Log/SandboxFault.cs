namespace VpsOrg.Sandbox;

/// <summary>Something that shall go wrong with the next matching requests. An account takes a copy when it is injected.</summary>
public sealed class SandboxFault
{
    /// <summary>The HTTP method it strikes; null for any.</summary>
    public string? Method { get; set; }

    /// <summary>
    /// The path it strikes, relative to <c>/api/v1/</c>: <c>servers/</c>, <c>servers/{id}/start/</c> (any id) or <c>servers/12345/</c> (that id);
    /// null for any.
    /// </summary>
    public string? PathPattern { get; set; }

    /// <summary>What goes wrong.</summary>
    public SandboxFaultKind Kind { get; set; }

    /// <summary>How many requests it strikes. At least 1.</summary>
    public int Times { get; set; } = 1;

    /// <summary>The HTTP status of an answer that the fault makes up. Null means 503, 200 for a body or a hold, and the true one for <see cref="SandboxFaultKind.Alter"/>.</summary>
    public int? Status { get; set; }

    /// <summary>Headers that are added to the answer, or replace its own: <c>Retry-After</c>, for one.</summary>
    public IDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body of an answer that the fault makes up or alters. Null means a small JSON object with <c>detail</c>, or the true one.</summary>
    public string? Body { get; set; }

    /// <summary>
    /// Changes to the JSON of the true answer: a path in it (<c>id</c>, <c>server.name</c>, <c>results[0].id</c>), and the JSON that stands
    /// there instead (<c>12346</c>, <c>"web-02"</c>); null takes away what stands there. A field that the answer lacks is added.
    /// </summary>
    public IDictionary<string, string?> Edits { get; set; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The <c>Content-Type</c> of <see cref="Body"/>. Null means <c>application/json</c>.</summary>
    public string? ContentType { get; set; }

    /// <summary>
    /// How long the request waits, on the account's clock, before anything else happens;
    /// with <see cref="SandboxFaultKind.DripBody"/> the wait before each byte. A cancelled request stops waiting.
    /// </summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Whether it says what to answer.</summary>
    internal bool HasAnswer => Status is not null || Body is not null;

    /// <summary>The fault in a few words, such as <c>CutAfterActing POST servers/ x2</c>.</summary>
    /// <returns>Kind, method, path and number of times.</returns>
    public override string ToString() => $"{Kind} {Method ?? "*"} {PathPattern ?? "*"} x{Times}";

    /// <summary>A copy that nobody else holds.</summary>
    /// <exception cref="ArgumentException">A value makes no sense.</exception>
    internal SandboxFault CheckedCopy()
    {
        Require(Times >= 1, nameof(Times), "must be at least 1");
        Require(Status is null or (>= 200 and <= 599), nameof(Status), "must be null or from 200 to 599");
        Require(Delay >= TimeSpan.Zero && Delay.TotalMilliseconds <= int.MaxValue, nameof(Delay), "must be from zero to 24 days");
        Require(Headers is not null, nameof(Headers), "must not be null");
        Require(Edits is not null, nameof(Edits), "must not be null");
        Require(Enum.IsDefined(typeof(SandboxFaultKind), Kind), nameof(Kind), "must be one of the kinds");
        var copy = (SandboxFault)MemberwiseClone();
        copy.Headers = Headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
        copy.Edits = Edits.ToDictionary(edit => edit.Key, edit => edit.Value, StringComparer.Ordinal);
        return copy;
    }

    private static void Require(bool fulfilled, string property, string rule)
    {
        if (!fulfilled)
        {
            throw new ArgumentException($"{property} {rule}.", property);
        }
    }
}
