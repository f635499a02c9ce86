using System.Collections;
using System.Management.Automation.Language;

namespace VpsOrg.PowerShell;

/// <summary>Completes names of this runspace's sessions; shows where they lead.</summary>
public sealed class SessionNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ServerCompleter.Complete(
            wordToComplete,
            RunspaceSessions.Current.All.Select(session => new ServerCompleter.Suggestion(session.Name, session.IsDefault ? $"{session} (default)" : session.ToString())));
}
