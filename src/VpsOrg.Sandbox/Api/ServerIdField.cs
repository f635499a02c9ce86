using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>The field <c>server_id</c>: an integer, as documented, or a UUID where servers have such ids.</summary>
internal sealed class ServerIdField(SandboxServerIds kind)
{
    public const string Name = "server_id";

    private bool IsInteger => kind == SandboxServerIds.Integer;

    /// <summary>The id in a body, which need not be that of a server; null when it is missing or wrong, which the reader then knows.</summary>
    public string? Read(FieldReader fields) => IsInteger
        ? fields.Integer(Name, _ => null)?.ToString(CultureInfo.InvariantCulture)
        : fields.Text(Name, FieldRules.ServerUuid);

    /// <summary>The id in a query, null where it names none; or the refusal of what is no id.</summary>
    public (string? Id, Answer? Refusal) Read(QueryText query)
    {
        if (query[Name] is not { } text)
        {
            return (null, null);
        }

        if (!IsInteger)
        {
            return (text, FieldRules.ServerUuid(text) is { } complaint ? FieldErrors.One(Name, complaint) : null);
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (number.ToString(CultureInfo.InvariantCulture), null)
            : (null, FieldErrors.One(Name, "A valid integer is required."));
    }
}
