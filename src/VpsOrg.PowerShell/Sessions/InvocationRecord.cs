using System.Collections;
using System.Management.Automation.Language;

namespace VpsOrg.PowerShell;

/// <summary>
/// What PowerShell keeps of a call in each of its errors (command line, statement, bound parameters), without tokens. The
/// engine makes that record, so it can be changed only from the moment on that a cmdlet runs.
/// </summary>
internal static class InvocationRecord
{
    private const int DeepestLook = 8;

    /// <summary>Hides what holds a secret.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="redact">Takes the secret out of a text.</param>
    public static void Conceal(InvocationInfo invocation, Func<string, string> redact)
    {
        bool Holds(string? text) => text is not null && redact(text) != text;
        foreach (var name in invocation.BoundParameters.Keys.ToArray())
        {
            if (Texts(invocation.BoundParameters[name]).Any(Holds))
            {
                invocation.BoundParameters[name] = TextCleaner.Redacted;
            }
        }

        // Windows PowerShell has no Statement, and the reference assembly does not know it.
        if (Holds(invocation.Line) || Holds(PSObject.AsPSObject(invocation).Properties["Statement"]?.Value as string))
        {
            HideStatement(invocation);
        }
    }

    /// <summary>Puts a neutral text in the place of the command line that errors quote; file and line stay.</summary>
    public static void HideStatement(InvocationInfo invocation)
    {
        var neutral = $"{invocation.MyCommand?.Name} (arguments hidden)";
        ScriptPosition At(int column) => new(invocation.ScriptName, invocation.ScriptLineNumber, column, neutral);
        invocation.DisplayScriptPosition = new ScriptExtent(At(1), At(neutral.Length + 1));
    }

    /// <summary>The texts that an argument holds; one may hold itself.</summary>
    private static IEnumerable<string> Texts(object? value, int depth = 0)
    {
        IEnumerable<string> Within(IEnumerable<object?> values) => depth < DeepestLook ? values.SelectMany(inner => Texts(inner, depth + 1)) : [];
        return (value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value) switch
        {
            string text => [text],
            Uri address => [address.OriginalString],
            IDictionary fields => Within(fields.Keys.Cast<object?>().Concat(fields.Values.Cast<object?>())),
            object?[] items => Within(items),
            PSObject row => Within(row.Properties.Where(property => property is PSNoteProperty).Select(property => property.Value)),
            _ => [],
        };
    }
}
