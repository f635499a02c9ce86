namespace VpsOrg.Client;

/// <summary>An answer came that is not what the API documents: not JSON, wrong types, too large.</summary>
public sealed class VpsUnreadableAnswerException : VpsException
{
    internal VpsUnreadableAnswerException(string message, FailureContext context, Exception? inner = null)
        : base(message, context, inner)
    {
    }
}
