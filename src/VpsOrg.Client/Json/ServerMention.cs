namespace VpsOrg.Client;

/// <summary>Reads which server something belongs to: an object with its id and name, or its id alone.</summary>
internal static class ServerMention
{
    /// <summary>The server's id and name, as far as the value says them; what it says in another shape is kept among the unknown fields.</summary>
    public static (VpsId? Id, string? Name) Read(AnswerReader answer, string field, ref UnknownFields unknown)
    {
        var value = answer.Plain();
        if (value is IReadOnlyDictionary<string, object?> server)
        {
            return (server.TryGetValue(WireNames.Id, out var id) ? VpsId.Of(id) : null, server.TryGetValue(WireNames.Name, out var name) ? name as string : null);
        }

        var alone = VpsId.Of(value);
        if (alone is null && value is not null)
        {
            unknown.Add(field, value);
        }

        return (alone, null);
    }
}
