using System.Management.Automation.Language;

namespace System.Management.Automation;

/// <summary>How a command was called.</summary>
public sealed class InvocationInfo
{
    internal InvocationInfo(CommandInfo myCommand, string line)
    {
        MyCommand = myCommand;
        Line = line;
    }

    public CommandInfo MyCommand { get; }

    public Dictionary<string, object?> BoundParameters { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string Line { get; }

    /// <summary>Whether something is piped into the command.</summary>
    public bool ExpectingInput { get; init; }

    public string? ScriptName => null;

    public int ScriptLineNumber => 1;

    public int PipelineLength { get; internal set; } = 1;

    public int PipelinePosition => 1;

    /// <summary>What an error shows in the place of the command line; null where nothing was put there.</summary>
    public IScriptExtent? DisplayScriptPosition { get; set; }
}
