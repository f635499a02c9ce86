using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>The only place where an ErrorRecord is made.</summary>
internal static class ErrorRecords
{
    /// <summary>The one view of errors that shows the recommended action by itself, from PowerShell 7.5 on.</summary>
    private const string ViewWithAction = "ConciseView";

    /// <summary>Whether this PowerShell has it. The engine's assembly carries PowerShell's version (3.0 in Windows PowerShell 5.1).</summary>
    private static bool HasViewWithAction { get; } = typeof(PSObject).Assembly.GetName().Version >= new Version(7, 5);

    /// <summary>Whether an exception means something to a user; any other is a defect and is not caught.</summary>
    public static bool Knows(Exception exception) => ErrorKind.Of(exception, new ErrorSubject()) is not null;

    /// <summary>The record for a failure.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="subject">What it is about, and where.</param>
    /// <param name="redact">Takes secrets out of a text.</param>
    /// <param name="view">The user's <c>$ErrorView</c>: where it does not show the recommended action, the message ends with it.</param>
    public static ErrorRecord Of(Exception exception, ErrorSubject subject, Func<string, string> redact, string? view)
    {
        var kind = ErrorKind.Of(exception, subject) ?? throw new ArgumentException("Not a failure that users are told of.", nameof(exception), exception);
        var message = redact(subject.Naming(exception, Message(exception, subject)));
        var advice = redact(kind.Advice);
        var isShown = HasViewWithAction && string.Equals(view, ViewWithAction, StringComparison.OrdinalIgnoreCase);
        return new ErrorRecord(Harmless(exception, redact), kind.Id, kind.Category, Harmless(subject.Target, redact))
        {
            ErrorDetails = new ErrorDetails(isShown ? message : $"{message} {advice}") { RecommendedAction = advice },
        };
    }

    /// <summary>
    /// An exception that quotes a secret, as one typed in the place of a name, does not go out, nor one that names a parameter of a
    /// method in .NET's own words: one like it does.
    /// </summary>
    private static Exception Harmless(Exception exception, Func<string, string> redact)
    {
        var message = redact(exception is ArgumentException argument ? WithoutParameter(argument) : exception.Message);
        return message == exception.Message ? exception : exception switch
        {
            ArgumentException => new ArgumentException(message),
            VpsNotFoundException => new VpsNotFoundException(message, new FailureContext()),
            VpsException => new ConcealedException(message),
            _ => new InvalidOperationException(message),
        };
    }

    private static object? Harmless(object? target, Func<string, string> redact) =>
        Convert.ToString(target, CultureInfo.InvariantCulture) is { } text && redact(text) is var clean && clean != text ? clean : target;

    /// <summary>Adds to a record what became of other items after the failure that it tells of.</summary>
    /// <param name="record">The record; it may have been written.</param>
    /// <param name="aftermath">What became of them; nothing changes nothing.</param>
    /// <returns>The same record.</returns>
    public static ErrorRecord With(this ErrorRecord record, IReadOnlyList<string> aftermath)
    {
        if (aftermath.Count > 0)
        {
            var more = string.Join(" ", aftermath);
            record.ErrorDetails = new ErrorDetails($"{record.ErrorDetails.Message} {more}") { RecommendedAction = record.ErrorDetails.RecommendedAction };
            (record.Exception as VpsException)?.Add(more);
        }

        return record;
    }

    private static string Message(Exception exception, ErrorSubject subject)
    {
        var place = subject.Place;
        var message = exception switch
        {
            ArgumentException argument => WithoutParameter(argument),
            VpsClientClosedException when place is not null => SessionClosedException.Text(place),
            ServerNotFoundException or SnapshotNotFoundException => exception.Message,
            VpsNotFoundException missing when place is not null => $"{ErrorKind.Missing(missing, subject)} at {place}: {missing.Message}{SandboxIds.Remark(missing, place)}",
            VpsForbiddenException when place is { Permissions.Count: > 0 } => $"{exception.Message} This token's permissions: {string.Join(", ", place.Permissions)}.",
            _ => exception.Message,
        };
        return exception is VpsException { Context: { RequestId: { } requestId } context } ? $"{message} (request id {requestId}{At(context.Time)})" : message;
    }

    private static string At(DateTimeOffset? time) =>
        time is { } known ? known.UtcDateTime.ToString("', 'yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>.NET adds "(Parameter 'x')" to the message, in words of its own language.</summary>
    private static string WithoutParameter(ArgumentException exception)
    {
        if (exception.ParamName is null)
        {
            return exception.Message;
        }

        var end = exception.Message.LastIndexOfAny(['(', '\n']);
        return end > 0 ? exception.Message.Substring(0, end).TrimEnd() : exception.Message;
    }
}
