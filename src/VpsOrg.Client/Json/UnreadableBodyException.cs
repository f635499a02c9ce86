namespace VpsOrg.Client;

/// <summary>A body is not what was expected; the funnel makes a <see cref="VpsUnreadableAnswerException"/> of it.</summary>
internal sealed class UnreadableBodyException(string message, Exception? inner = null) : Exception(message, inner);
