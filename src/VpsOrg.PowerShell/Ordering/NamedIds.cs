using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>The ids behind the names of plans, or of operating systems, as far as the account's servers show them: the API has no list.</summary>
/// <param name="kind">What has these names, as messages say it: <c>plan</c>.</param>
/// <param name="parameter">The parameter that takes them.</param>
/// <param name="shown">What the servers show.</param>
internal sealed class NamedIds(string kind, string parameter, IEnumerable<(VpsId? Id, string? Name)> shown)
{
    private readonly (VpsId Id, string Name)[] _known =
    [
        .. from one in shown
           where one.Id is not null && !string.IsNullOrWhiteSpace(one.Name)
           group one.Name!.Trim() by one.Id!.Value into same
           orderby same.First()
           select (same.Key, same.First()),
    ];

    /// <summary>The plans of servers.</summary>
    public static NamedIds Plans(IEnumerable<VpsServer> servers) => new("plan", "PlanId", servers.Select(server => (server.PlanDetail?.Key, server.PlanDetail?.Name)));

    /// <summary>The operating systems of servers.</summary>
    public static NamedIds Systems(IEnumerable<VpsServer> servers) => new("operating system", "OsId", servers.Select(server => (server.OSDetail?.Key, server.OSDetail?.Name)));

    /// <summary>The one id behind a name, case aside; the text of an id that a server shows is that id.</summary>
    /// <exception cref="ArgumentException">There is none, or there are several; the message lists what is known.</exception>
    public VpsId Of(string name)
    {
        var found = _known.Where(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)).ToArray();
        return found.Length switch
        {
            1 => found[0].Id,
            0 when _known.FirstOrDefault(one => one.Id.ToString() == name) is { Name: not null } same => same.Id,
            0 => throw new ArgumentException($"No server of this account shows {Article} {kind} named '{TextCleaner.Shorten(TextCleaner.Neutralize(name), 80)}'. {Known} {parameter} takes an id, too."),
            _ => throw new ArgumentException($"{found.Length.ToString(CultureInfo.InvariantCulture)} ids have the {kind} name '{found[0].Name}': {Listed(found)}. Give the id that you mean."),
        };
    }

    private string Article => kind[0] is 'o' ? "an" : "a";

    private string Known => _known.Length == 0 ? $"They show no {kind} at all." : $"They show: {Listed(_known)}.";

    private static string Listed(IEnumerable<(VpsId Id, string Name)> known) =>
        string.Join(", ", known.Select(one => $"'{TextCleaner.Neutralize(one.Name)}' ({one.Id})"));
}
