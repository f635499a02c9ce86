namespace System.Management.Automation.Language;

public sealed class ScriptPosition(string? scriptName, int scriptLineNumber, int offsetInLine, string line)
{
    public string? File { get; } = scriptName;

    public int LineNumber { get; } = scriptLineNumber;

    public int ColumnNumber { get; } = offsetInLine;

    public string Line { get; } = line;
}
