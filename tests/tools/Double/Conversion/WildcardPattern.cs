using System.Text;
using System.Text.RegularExpressions;

namespace System.Management.Automation;

/// <summary><c>*</c>, <c>?</c>, <c>[abc]</c>, <c>[a-c]</c>; a backtick takes a character's meaning away.</summary>
public sealed class WildcardPattern(string pattern, WildcardOptions options)
{
    private const char Escape = '`';

    private readonly Regex _regex = new(Translate(pattern), RegexOptions.Singleline | Options(options));

    public static bool ContainsWildcardCharacters(string pattern)
    {
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] == Escape)
            {
                index++;
            }
            else if (pattern[index] is '*' or '?' or '[' or ']')
            {
                return true;
            }
        }

        return false;
    }

    public bool IsMatch(string input) => _regex.IsMatch(input);

    private static RegexOptions Options(WildcardOptions options) =>
        (options.HasFlag(WildcardOptions.IgnoreCase) ? RegexOptions.IgnoreCase : RegexOptions.None)
        | (options.HasFlag(WildcardOptions.CultureInvariant) ? RegexOptions.CultureInvariant : RegexOptions.None);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder("^");
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '*':
                    regex.Append(".*");
                    break;
                case '?':
                    regex.Append('.');
                    break;
                case '[' when pattern.IndexOf(']', index) is var end and > 0:
                    regex.Append(pattern.AsSpan(index, end - index + 1));
                    index = end;
                    break;
                case Escape when index + 1 < pattern.Length:
                    regex.Append(Regex.Escape(pattern[++index].ToString()));
                    break;
                default:
                    regex.Append(Regex.Escape(pattern[index].ToString()));
                    break;
            }
        }

        return regex.Append('$').ToString();
    }
}
