using System.Text;

namespace VpsOrg.Client;

/// <summary>
/// Finds a secret in texts: as it is, encoded as PowerShell, HTTP and JSON encode (percent, base64, hexadecimal, escapes), whole
/// or any part of ten characters or more, in either case.
/// </summary>
internal sealed class SecretFinder
{
    /// <summary>A shorter part is found in innocent texts by chance.</summary>
    private const int LongPart = 10;

    private const int Grams = 4096;

    private readonly IReadOnlyList<string> _forms;
    private readonly int _part;

    /// <summary>Which three characters one after another any form holds: most texts are passed over by this alone.</summary>
    private readonly bool[] _grams = new bool[Grams];

    /// <summary>A finder of one secret of three characters or more.</summary>
    public SecretFinder(string secret)
    {
        _part = Math.Min(LongPart, secret.Length);
        _forms = [.. FormsOf(secret).Where(form => form.Length >= _part).Distinct(StringComparer.Ordinal)];
        foreach (var form in _forms)
        {
            for (var i = 0; i + 3 <= form.Length; i++)
            {
                _grams[Gram(form, i)] = true;
            }
        }
    }

    /// <summary>Replaces every form and long part of the secret.</summary>
    public string Replace(string text, string replacement)
    {
        StringBuilder? replaced = null;
        var copied = 0;
        for (var i = 0; i + _part <= text.Length;)
        {
            if (!_grams[Gram(text, i + _part - 3)])
            {
                i += _part - 2; // No part that holds these three characters can be here.
                continue;
            }

            var length = LengthAt(text, i);
            if (length == 0)
            {
                i++;
                continue;
            }

            (replaced ??= new StringBuilder(text.Length)).Append(text, copied, i - copied).Append(replacement);
            i += length;
            copied = i;
        }

        return replaced is null ? text : replaced.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>How many characters of the text, from here on, are a long part of some form; 0 where none are.</summary>
    private int LengthAt(string text, int start)
    {
        var part = text.Substring(start, _part);
        var longest = 0;
        foreach (var form in _forms)
        {
            for (var at = form.IndexOf(part, StringComparison.OrdinalIgnoreCase); at >= 0; at = form.IndexOf(part, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var length = _part;
                while (at + length < form.Length && start + length < text.Length && Lower(form[at + length]) == Lower(text[start + length]))
                {
                    length++;
                }

                longest = Math.Max(longest, length);
            }
        }

        return longest;
    }

    private static int Gram(string text, int at) => ((Lower(text[at]) * 31 * 31) + (Lower(text[at + 1]) * 31) + Lower(text[at + 2])) % Grams;

    private static int Lower(char c) => c is >= 'A' and <= 'Z' ? c + ('a' - 'A') : c;

    private static IEnumerable<string> FormsOf(string secret)
    {
        var escaped = secret.Replace("\\", "\\\\").Replace("\"", "\\\"");
        byte[] narrow = Encoding.UTF8.GetBytes(secret), wide = Encoding.Unicode.GetBytes(secret);
        string[] forms = [secret, Uri.EscapeDataString(secret), escaped, escaped.Replace("/", "\\/"), Hexadecimal(narrow), Hexadecimal(wide)];
        return forms.Concat(Base64Of(narrow)).Concat(Base64Of(wide));
    }

    private static string Hexadecimal(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", string.Empty);

    /// <summary>As base64 shows it inside of something longer: three ways, by where it begins, without the characters that its neighbours change.</summary>
    private static IEnumerable<string> Base64Of(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var first = ((before * 8) + 5) / 6;
            var end = (before + bytes.Length) * 8 / 6;
            var own = text.Substring(first, end - first);
            yield return own;
            yield return own.Replace('+', '-').Replace('/', '_');
        }
    }
}
