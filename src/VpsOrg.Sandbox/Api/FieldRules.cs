using System.Text.RegularExpressions;

namespace VpsOrg.Sandbox;

/// <summary>What a field's value must be like: each rule gives the complaint, or null when there is none.</summary>
internal static class FieldRules
{
    private static readonly Regex NameForm = new(@"\A[A-Za-z0-9-]+\z");
    private static readonly Regex SnapshotNameForm = new(@"\A[A-Za-z0-9_-]+\z");
    private static readonly Regex HostnameForm = new(@"\A[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z");

    public static string? Name(string value) =>
        TextOf(value, 63) ?? (NameForm.IsMatch(value) ? null : "Use letters, digits and hyphens only.");

    /// <summary>The characters are documented; the length is invented.</summary>
    public static string? SnapshotName(string value) =>
        TextOf(value, 100) ?? (SnapshotNameForm.IsMatch(value) ? null : "Use letters, digits, hyphens and underscores only.");

    /// <summary>Any that could be one: whether there is such a server is not a question of the field.</summary>
    public static string? ServerUuid(string value) => Guid.TryParseExact(value, "D", out _) ? null : $"\"{value}\" is not a valid UUID.";

    public static string? Hostname(string value) =>
        value.Length <= 253 && HostnameForm.IsMatch(value) ? null : "Enter a valid hostname.";

    public static string? Location(string value) => Catalogue.Locations.Contains(value) ? null : $"\"{value}\" is not a valid choice.";

    public static string? Plan(long id) => Catalogue.FindPlan(id) is not null ? null : Unknown(id);

    public static string? Os(long id) => Catalogue.FindOs(id) is not null ? null : Unknown(id);

    public static string? SshKey(long id) => id > 0 ? null : Unknown(id);

    private static string? TextOf(string value, int longest) =>
        value.Length == 0 ? "This field may not be blank."
        : value.Length > longest ? $"Ensure this field has no more than {longest} characters."
        : null;

    private static string Unknown(long id) => $"Invalid pk \"{id}\" - object does not exist.";
}
