
namespace VpsOrg.PowerShell;

/// <summary>Completes names of servers.</summary>
public sealed class ServerNameCompleter : ServerCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) => Suggestion.Names(servers);
}

/// <summary>Completes ids of servers; shows their names.</summary>
public sealed class ServerIdCompleter : ServerCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) => Suggestion.Ids(servers);
}

/// <summary>Completes what names a server: names first, ids after a digit.</summary>
public sealed class ServerReferenceCompleter : ServerCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        Suggestion.Names(servers).Concat(Suggestion.Ids(servers));
}

/// <summary>Completes statuses: the known ones, and whatever else the account's servers are in.</summary>
public sealed class StatusCompleter : ServerCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers)
    {
        var counts = Texts(servers.Select(server => server.Status)).ToLookup(status => status);
        return VpsServerStatus.Known.Concat(counts.Select(status => status.Key))
            .Select(status => new Suggestion(status, $"{status}: {Servers(counts[status].Count())}"));
    }
}

/// <summary>Completes the locations that the account's servers are in.</summary>
public sealed class LocationCompleter : ServerCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        Texts(servers.Select(server => server.Location))
            .GroupBy(code => code)
            .Select(there => new Suggestion(there.Key, $"{Servers(there.Count())} here"));
}

/// <summary>Completes flags.</summary>
public sealed class FlagCompleter : ServerCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        [new Suggestion("false", "off"), new Suggestion("true", "on")];
}

/// <summary>Completes ports that servers often have.</summary>
public sealed class PortCompleter : ServerCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        [new Suggestion("22", "SSH"), new Suggestion("80", "HTTP"), new Suggestion("443", "HTTPS"), new Suggestion("3389", "Remote Desktop")];
}

/// <summary>Completes ids of plans, learnt from the account's servers; shows what they are.</summary>
public sealed class PlanIdCompleter : ServerCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        from plan in servers.Select(server => server.PlanDetail).OfType<VpsPlan>()
        from id in Texts([plan.Key?.ToString()])
        select new Suggestion(id, FormattableString.Invariant($"{plan}: {plan.VCpus} vCPUs, {plan.MemoryMB} MB memory, {plan.StorageGB} GB storage"), $"{id} {plan}");

    private protected override IEnumerable<Suggestion> SuggestForWord(IReadOnlyList<VpsServer> servers) =>
        from plan in servers.Select(server => server.PlanDetail).OfType<VpsPlan>()
        from name in Texts([plan.Name])
        select new Suggestion(name, $"plan {plan.Key}");
}

/// <summary>Completes ids of operating systems, learnt from the account's servers; shows their names.</summary>
public sealed class OsIdCompleter : ServerCompleter
{
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        from os in servers.Select(server => server.OSDetail).OfType<VpsOperatingSystem>()
        from id in Texts([os.Key?.ToString()])
        select new Suggestion(id, os.ToString(), $"{id} {os}");

    private protected override IEnumerable<Suggestion> SuggestForWord(IReadOnlyList<VpsServer> servers) =>
        from os in servers.Select(server => server.OSDetail).OfType<VpsOperatingSystem>()
        from name in Texts([os.Name])
        select new Suggestion(name, $"OS {os.Key}");
}
