using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>Completes ids of plans, learnt from the account's servers; shows what they are.</summary>
public sealed class PlanIdCompleter : ServerCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        servers.Select(server => server.Plan).OfType<VpsPlan>().Where(plan => plan.Id is not null).Select(plan =>
        {
            var id = plan.Id!.Value.ToString(CultureInfo.InvariantCulture);
            return new Suggestion(id, FormattableString.Invariant($"{plan}: {plan.VCpus} vCPUs, {plan.MemoryMB} MB memory, {plan.StorageGB} GB storage"), $"{id} {plan}");
        });
}
