namespace System.Management.Automation.Language;

public interface IScriptExtent
{
    string Text { get; }
}
