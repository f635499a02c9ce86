namespace VpsOrg.Client;

/// <summary>One request before it is sent: rebuilt from this for every attempt.</summary>
internal sealed class ApiRequest
{
    public HttpMethod Method { get; private init; } = HttpMethod.Get;

    /// <summary>The path below the base address, with its query.</summary>
    public string Path { get; private init; } = string.Empty;

    /// <summary>The server that the request is about, where it is about one.</summary>
    public long? ServerId { get; private set; }

    /// <summary>The name of the server that it orders, where it orders one.</summary>
    public string? ServerName { get; private set; }

    /// <summary>What it does; null where it only reads.</summary>
    public WriteVerb? Verb { get; private init; }

    /// <summary>The body; null for methods that have none.</summary>
    public byte[]? Body { get; private init; }

    /// <summary>Reads the answer; null where none is expected.</summary>
    public Func<AnswerReader, object?>? Read { get; private init; }

    /// <summary>Whether the answer is read while it arrives, as lists are, rather than gathered first.</summary>
    public bool IsStreamed { get; private init; }

    /// <summary>Whether it only reads.</summary>
    public bool IsRead => Method == HttpMethod.Get;

    /// <summary>Whether sending it twice may do the work twice.</summary>
    public bool IsPost => Method == HttpMethod.Post;

    /// <summary>The path without its query.</summary>
    public string BarePath => Path.Split('?')[0];

    public static ApiRequest Get(string path, Func<AnswerReader, object?> read, bool isStreamed = false) =>
        new() { Path = path, Read = read, IsStreamed = isStreamed };

    /// <summary>A request that changes something.</summary>
    /// <param name="verb">What it does, one of <see cref="WriteVerb"/>.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below the base address.</param>
    /// <param name="body">The body; null for DELETE.</param>
    /// <param name="read">Reads the answer; null where none is expected.</param>
    public static ApiRequest Write(WriteVerb verb, HttpMethod method, string path, byte[]? body, Func<AnswerReader, object?>? read) =>
        new() { Verb = verb, Method = method, Path = path, Body = body, Read = read };

    /// <summary>Says which server the request is about.</summary>
    public ApiRequest About(long? serverId, string? serverName = null)
    {
        ServerId = serverId;
        ServerName = serverName;
        return this;
    }

    public override string ToString() => $"{Method} {Path}";
}
