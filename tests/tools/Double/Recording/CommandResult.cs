using System.Management.Automation;

namespace VpsOrg.PowerShell.Double;

/// <summary>Everything that a command wrote, stream by stream.</summary>
public sealed class CommandResult
{
    internal CommandResult()
    {
    }

    public List<object?> Objects { get; } = [];

    public List<ErrorRecord> Errors { get; } = [];

    /// <summary>The error that ended the command with <c>ThrowTerminatingError</c>.</summary>
    public ErrorRecord? TerminatingError { get; internal set; }

    public List<string> Warnings { get; } = [];

    /// <summary>What was shown in the host and could be redirected.</summary>
    public List<string> Shown { get; } = [];

    public List<string> Verbose { get; } = [];

    public List<string> Debug { get; } = [];

    public List<ProgressRecord> Progress { get; } = [];

    public List<Question> Questions { get; } = [];

    /// <summary>The variables that it set, by the names that it gave them.</summary>
    public Dictionary<string, object> Variables { get; } = [];

    /// <summary>How the command was called, as its errors would quote it.</summary>
    public required InvocationInfo Invocation { get; init; }

    /// <summary>Whether it came to its end: it was not stopped, and no error ended it.</summary>
    public bool RanToEnd { get; internal set; }
}
