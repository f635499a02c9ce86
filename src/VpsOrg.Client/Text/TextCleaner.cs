using System.Text;

namespace VpsOrg.Client;

/// <summary>
/// Makes the API's texts harmless as they are read: control characters lose their power over a terminal, and the
/// session's own token, should the API echo it, never gets further.
/// </summary>
internal sealed class TextCleaner(string? secret)
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Redacted = "[redacted]";

    /// <summary>So many characters of a token's beginning give something away; the first four are the same for all.</summary>
    private const int TellingLength = 8;

    /// <summary>Plain ones: an ellipsis becomes a control character in some code pages of Windows.</summary>
    private const string Dots = "...";

    private readonly string? _secret = string.IsNullOrEmpty(secret) ? null : secret;
    private readonly SecretFinder? _finder = secret is { Length: >= 3 } ? new SecretFinder(secret) : null;

    /// <summary>A text of the API that may be shown.</summary>
    public string Clean(string text) => Neutralize(Redact(text));

    /// <summary>The same for the beginning of a text that was cut anywhere, within the secret too.</summary>
    public string CleanBeginning(string text)
    {
        for (var length = Math.Min(_secret?.Length ?? 0, text.Length); length >= TellingLength; length--)
        {
            if (text.EndsWith(_secret!.Substring(0, length), StringComparison.Ordinal))
            {
                return Clean(text.Substring(0, text.Length - length)) + Redacted;
            }
        }

        return Clean(text);
    }

    /// <summary>The same text without the secret, in whatever form, whole or a long part of it.</summary>
    public string Redact(string text) => _finder is null ? text : _finder.Replace(text, Redacted);

    /// <summary>A path or an address that may be shown: without the secret, and without what looks like one.</summary>
    public string RedactAddress(string address) => TokenLookAlikes.HideInAddress(Redact(address));

    /// <summary>
    /// White space controls become a space, the other C0 controls their Unicode pictures (U+2400 and up), and C1
    /// controls and marks that reorder text (bidi) the replacement character. So do the 32 characters that the code pages
    /// of Windows' consoles keep at the places of control characters (the left arrow at that of ESC): redirected output
    /// holds the control character itself. None becomes a plain letter: no name may turn into another server's. One
    /// character stays one, so that what a text was can still be seen; a stream whose code page has no pictures shows a
    /// question mark.
    /// </summary>
    public static string Neutralize(string text)
    {
        var first = FirstHarmful(text);
        if (first < 0)
        {
            return text;
        }

        var harmless = new StringBuilder(text.Length).Append(text, 0, first);
        for (var i = first; i < text.Length; i++)
        {
            harmless.Append(Harmless(text[i]));
        }

        return harmless.ToString();
    }

    /// <summary>So many characters at most, the last three of them dots where some were left out.</summary>
    public static string Shorten(string text, int length) =>
        text.Length <= length ? text : text.Substring(0, length - Dots.Length) + Dots;

    private static int FirstHarmful(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsHarmful(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsHarmful(char c) =>
        c < ' ' || (c >= '\x7f' && (c <= '\x9f' || (c >= '\u00a7' && (IsPictured(c) || IsReordering(c)))));

    /// <summary>What code page 437 shows for the bytes 1 to 31 and 127; the consoles' other code pages do as it does.</summary>
    private static bool IsPictured(char c) => c
        is '\u263a' or '\u263b' or '\u2665' or '\u2666' or '\u2663' or '\u2660' or '\u2022' or '\u25d8'
        or '\u25cb' or '\u25d9' or '\u2642' or '\u2640' or '\u266a' or '\u266b' or '\u263c' or '\u25ba'
        or '\u25c4' or '\u2195' or '\u203c' or '\u00b6' or '\u00a7' or '\u25ac' or '\u21a8' or '\u2191'
        or '\u2193' or '\u2192' or '\u2190' or '\u221f' or '\u2194' or '\u25b2' or '\u25bc' or '\u2302';

    private static bool IsReordering(char c) =>
        c is '\u061c' or '\u200e' or '\u200f' or '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');

    private static char Harmless(char c) => c switch
    {
        '\t' or '\n' or '\r' or '\u2028' or '\u2029' => ' ',
        < ' ' => (char)('\u2400' + c),
        '\x7f' => '\u2421',
        _ => IsHarmful(c) ? '\ufffd' : c,
    };
}
