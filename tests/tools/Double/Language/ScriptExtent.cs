namespace System.Management.Automation.Language;

/// <summary>A piece of one line of a script.</summary>
public sealed class ScriptExtent(ScriptPosition startPosition, ScriptPosition endPosition) : IScriptExtent
{
    public string Text => startPosition.Line[(startPosition.ColumnNumber - 1)..(endPosition.ColumnNumber - 1)];
}
