using System.Collections;
using System.Management.Automation.Language;

namespace VpsOrg.PowerShell;

/// <summary>
/// What every completer here does: takes the session's servers, lets the leaf say what they suggest, and keeps what
/// fits the word. Never fails and never writes: Tab shows nothing where nothing can be had.
/// </summary>
public abstract class ServerCompleter : IArgumentCompleter
{
    private protected ServerCompleter()
    {
    }

    /// <summary>Completes a word.</summary>
    /// <param name="commandName">The command.</param>
    /// <param name="parameterName">The parameter.</param>
    /// <param name="wordToComplete">What was typed of the value.</param>
    /// <param name="commandAst">The command line.</param>
    /// <param name="fakeBoundParameters">The other parameters, as far as they are known.</param>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return Suggest(Servers(fakeBoundParameters))
            .GroupBy(suggestion => suggestion.Value, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.First())
            .Where(suggestion => suggestion.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(suggestion => suggestion.Value, StringComparer.OrdinalIgnoreCase)
            .Select(suggestion => suggestion.ToResult())
            .ToArray();
    }

    /// <summary>What a completer would suggest, for one that joins several.</summary>
    internal IEnumerable<Suggestion> SuggestFrom(IReadOnlyList<VpsServer> servers) => Suggest(servers);

    /// <summary>What the servers suggest.</summary>
    private protected abstract IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers);

    private static IReadOnlyList<VpsServer> Servers(IDictionary bound)
    {
        var given = bound?["Session"];
        var session = (given is PSObject wrapped ? wrapped.BaseObject : given) as VpsSession ?? RunspaceSessions.Current.Default;
        return session is { IsConnected: true } ? session.RecentServers.Get() : [];
    }
}
