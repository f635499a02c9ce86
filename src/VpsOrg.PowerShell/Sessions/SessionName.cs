using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>What a session may be called: short, plain, no pattern, and nothing that could be a token.</summary>
internal static class SessionName
{
    private const int Longest = 80;

    /// <summary>Whether two names are the same: case is not minded.</summary>
    public static bool AreSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    /// <summary>A name that was typed for a new session, without the white space around it.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="sessions">Those that the new one will stand among.</param>
    /// <exception cref="ArgumentException">It cannot be a name; a message about what may be a token does not show it.</exception>
    /// <exception cref="SessionNameExistsException">A session there has it.</exception>
    public static string Free(string? text, RunspaceSessions sessions)
    {
        var name = Checked(text);
        sessions.RefuseTaken(name);
        return name;
    }

    /// <summary>A name for a session that was given none: its account, else its host; where that is taken, with the first number from 2 that is free.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isTaken">Whether another session has a name.</param>
    public static string For(VpsSession session, Func<string, bool> isTaken)
    {
        var name = session.Account is { } account && Fits(account) && !IsSecret(account) ? account : TextCleaner.Shorten(session.ApiUri.Host, Longest);
        return Enumerable.Range(1, int.MaxValue)
            .Select(number => number == 1 ? name : $"{name}-{number.ToString(CultureInfo.InvariantCulture)}")
            .First(candidate => !isTaken(candidate));
    }

    /// <summary>A text that was given for a name, as messages quote it.</summary>
    public static string Shown(string text) => TextCleaner.Shorten(TextCleaner.Neutralize(TokenLookAlikes.Hide(text)), Longest);

    private static string Checked(string? text)
    {
        var name = (text ?? string.Empty).Trim();
        return name.Length == 0 ? throw new ArgumentException("-Name is empty: give a value, or leave it out.")
            : IsSecret(name) ? throw new ArgumentException("-Name holds what looks like a token: give another name. It is not shown; if it is a token, revoke it under Account, Developers on VPS.org.")
            : Fits(name) ? name
            : throw new ArgumentException($"'{Shown(name)}' is not a name for a session: give 1 to {Longest} characters, without *, ?, [, ], ` and control characters.");
    }

    private static bool IsSecret(string name) => TokenLookAlikes.Hide(name) != name;

    private static bool Fits(string name) =>
        name.Trim() == name && name.Length is > 0 and <= Longest && name.IndexOfAny(['*', '?', '[', ']', '`']) < 0 && TextCleaner.Neutralize(name) == name;
}
