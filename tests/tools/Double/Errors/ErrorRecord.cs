namespace System.Management.Automation;

public class ErrorRecord(Exception exception, string errorId, ErrorCategory errorCategory, object? targetObject)
{
    public Exception Exception { get; } = exception;

    public object? TargetObject { get; } = targetObject;

    public ErrorCategoryInfo CategoryInfo { get; } = new(errorCategory);

    public ErrorDetails? ErrorDetails { get; set; }

    /// <summary>The id, and the command that reported it: what scripts match.</summary>
    public string FullyQualifiedErrorId => CommandType is null ? errorId : $"{errorId},{CommandType.FullName}";

    /// <summary>The cmdlet that wrote the record; the engine notes it, and so does the recorder.</summary>
    internal Type? CommandType { get; set; }

    public override string ToString() => ErrorDetails?.Message ?? Exception.Message;
}
