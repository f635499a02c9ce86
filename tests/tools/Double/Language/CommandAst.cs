namespace System.Management.Automation.Language;

/// <summary>Only ever handed on.</summary>
public class CommandAst
{
    internal CommandAst()
    {
    }
}
