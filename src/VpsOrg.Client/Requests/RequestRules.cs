
namespace VpsOrg.Client;

/// <summary>What may leave the machine. The API's page gives the alphabet of a name; DNS gives the lengths.</summary>
internal static class RequestRules
{
    private const int LongestLabel = 63;
    private const int LongestHostname = 253;

    /// <summary>The API's page names no length of a snapshot's name: this only bounds what is sent.</summary>
    private const int LongestSnapshotName = 255;

    public static VpsId Id(VpsId value, string parameter) => value.IsValid
        ? value
        : throw new ArgumentException($"{value} is not a valid id: ids are whole numbers, 1 or greater.", parameter);

    public static string ServerName(string? value, string parameter)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new ArgumentException("The server name is empty: letters (a-z, A-Z), digits and hyphens are allowed, 1 to 63 of them.", parameter);
        }

        if (value!.Length > LongestLabel || !value.All(IsNameCharacter))
        {
            throw new ArgumentException($"'{Shown(value)}' is not a valid server name: letters (a-z, A-Z), digits and hyphens are allowed, 1 to 63 of them.", parameter);
        }

        return value;
    }

    public static string SnapshotName(string? value, string parameter)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new ArgumentException("The snapshot's name is empty: " + SnapshotNameRule, parameter);
        }

        if (value!.Length > LongestSnapshotName || !value.All(c => IsNameCharacter(c) || c == '_'))
        {
            throw new ArgumentException($"'{Shown(value)}' is not a valid name of a snapshot: {SnapshotNameRule}", parameter);
        }

        return value;
    }

    public static string Hostname(string? value, string parameter)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new ArgumentException("The host name is empty: " + HostnameRule, parameter);
        }

        if (value!.Length > LongestHostname || !value.Split('.').All(IsHostLabel))
        {
            throw new ArgumentException($"'{Shown(value)}' is not a valid host name: {HostnameRule}", parameter);
        }

        return value;
    }

    public static string Location(string? value, string parameter)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new ArgumentException("The location is empty: give a data centre's code, e.g. us-west.", parameter);
        }

        if (value!.Length > LongestLabel || !value.All(c => IsNameCharacter(c) || c == '_'))
        {
            throw new ArgumentException($"'{Shown(value)}' is not a valid location: give a data centre's code of letters, digits and hyphens, e.g. us-west.", parameter);
        }

        return value;
    }

    private const string SnapshotNameRule = "letters (a-z, A-Z), digits, hyphens and underscores are allowed, 1 to 255 of them.";

    private const string HostnameRule =
        "give a fully qualified name such as web01.example.com: labels of letters, digits and inner hyphens, 1 to 63 each, joined by dots, 253 in all.";

    private static bool IsHostLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label.All(IsNameCharacter) && label[0] != '-' && label[label.Length - 1] != '-';

    private static bool IsNameCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-';

    private static string Shown(string value) => TextCleaner.Shorten(TextCleaner.Neutralize(value), 80);
}
