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
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        Complete(wordToComplete, Offer(wordToComplete, RecentLists.Servers(fakeBoundParameters)));

    private IEnumerable<Suggestion> Offer(string? wordToComplete, IReadOnlyList<VpsServer> servers) =>
        Suggest(servers).Concat(string.IsNullOrEmpty(wordToComplete?.Trim('\'', '"')) ? [] : SuggestForWord(servers));

    /// <summary>The suggestions that fit a word, as the command line needs them.</summary>
    internal static IEnumerable<CompletionResult> Complete(string? wordToComplete, IEnumerable<Suggestion> suggestions)
    {
        var word = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return suggestions
            .GroupBy(suggestion => suggestion.Value, StringComparer.OrdinalIgnoreCase)
            .Select(same => same.First())
            .Where(suggestion => suggestion.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .OrderBy(suggestion => suggestion.Value, StringComparer.OrdinalIgnoreCase)
            .Select(suggestion => suggestion.ToResult())
            .ToArray();
    }

    /// <summary>What the servers suggest.</summary>
    private protected abstract IEnumerable<Suggestion> Suggest(IReadOnlyList<VpsServer> servers);

    /// <summary>What else they suggest once something was typed.</summary>
    private protected virtual IEnumerable<Suggestion> SuggestForWord(IReadOnlyList<VpsServer> servers) => [];

    /// <summary>A number of servers in words.</summary>
    private protected static string Servers(int count) => count == 1 ? "1 server" : FormattableString.Invariant($"{count} servers");

    /// <summary>Those that say anything.</summary>
    private protected static IEnumerable<string> Texts(IEnumerable<string?> texts) => texts.OfType<string>().Where(text => text.Length > 0);

    /// <summary>One value that Tab offers.</summary>
    internal sealed class Suggestion(string value, string toolTip, string? shown = null)
    {
        public string Value { get; } = value;

        /// <summary>The servers by their names.</summary>
        public static IEnumerable<Suggestion> Names(IEnumerable<VpsServer> servers) =>
            from server in servers
            from name in Texts([server.Name])
            select new Suggestion(name, FormattableString.Invariant($"{server.Id}, {server.Status}, {server.Location}"));

        /// <summary>The servers by their ids, but those that a command would not read as ids.</summary>
        public static IEnumerable<Suggestion> Ids(IEnumerable<VpsServer> servers) =>
            from server in servers
            where server.Key.CanBeTyped
            let id = server.Key.ToString()
            select new Suggestion(id, $"{server}, {server.Status}", $"{id} {server}");

        /// <summary>The value as the command line needs it: quoted where it holds more than a bare word may.</summary>
        public CompletionResult ToResult() => new(
            NeedsQuotes ? $"'{Value.Replace("'", "''")}'" : Value, shown ?? Value, CompletionResultType.ParameterValue, toolTip);

        private bool NeedsQuotes => Value.Length == 0 || !Value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') || Value[0] == '-';
    }
}
