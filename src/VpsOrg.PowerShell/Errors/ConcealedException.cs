namespace VpsOrg.PowerShell;

/// <summary>A failure whose own exception quotes a secret and therefore does not go out. This one says the same without it.</summary>
internal sealed class ConcealedException : VpsException
{
    internal ConcealedException(string message)
        : base(message, new FailureContext())
    {
    }
}
