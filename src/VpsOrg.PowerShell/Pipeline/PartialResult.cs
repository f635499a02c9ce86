namespace VpsOrg.PowerShell;

/// <summary>Work that got half way: the server is there and is written, and so is the error.</summary>
internal sealed class PartialResult(VpsServer server, Exception failure)
{
    public VpsServer Server { get; } = server;

    public Exception Failure { get; } = failure;
}
