namespace VpsOrg.PowerShell;

/// <summary>The one rule for what somebody may give as an id: a whole number, or a UUID. Other text is a name.</summary>
internal static class IdValue
{
    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "ids are whole numbers, 1 or greater, or UUIDs.";

    /// <summary>The id that a value is; null for anything else. A number may be below 1, which no id is.</summary>
    public static VpsId? Of(object? value) =>
        WholeNumber.Of(value) is { } number ? number : (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            VpsId id => id,
            Guid uuid => Of(uuid.ToString("D")),
            string text when VpsId.TryParse(text, out var id) => id,
            _ => null,
        };

    /// <summary>The id that a property of a server has: to the letter any text that the API gives as one, where <c>007</c> is not 7.</summary>
    public static VpsId? OfServer(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is string text && VpsId.TryRead(text, out var id) ? id : Of(value);
}
