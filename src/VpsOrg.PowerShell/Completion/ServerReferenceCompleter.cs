namespace VpsOrg.PowerShell;

/// <summary>Completes what names a server: names first, ids after a digit.</summary>
public sealed class ServerReferenceCompleter : ServerCompleter
{
    private readonly ServerNameCompleter _names = new();
    private readonly ServerIdCompleter _ids = new();

    /// <inheritdoc/>
    private protected override IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers) =>
        _names.SuggestFrom(servers).Concat(_ids.SuggestFrom(servers));
}
