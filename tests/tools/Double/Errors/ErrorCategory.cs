namespace System.Management.Automation;

/// <summary>The categories that the module uses, with the values of the real ones: the compiler has copied them.</summary>
public enum ErrorCategory
{
    InvalidArgument = 5,
    InvalidData = 6,
    InvalidOperation = 7,
    InvalidResult = 8,
    ObjectNotFound = 13,
    OperationStopped = 14,
    OperationTimeout = 15,
    ResourceBusy = 19,
    ResourceExists = 20,
    ResourceUnavailable = 21,
    PermissionDenied = 18,
    ConnectionError = 27,
    AuthenticationError = 28,
    LimitsExceeded = 29,
    QuotaExceeded = 30,
}
