namespace System.Management.Automation;

/// <summary>The one type that the module uses, with the value of the real one: the compiler has copied it.</summary>
public enum CompletionResultType
{
    ParameterValue = 8,
}
