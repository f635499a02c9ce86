using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox;

/// <summary>
/// Reads JSON as strictly as an API does. Newtonsoft.Json takes more than RFC 8259 allows: comments, single quotes, names without
/// quotes, trailing commas, octal numbers. So the tokens are checked here first, and Newtonsoft.Json then sees to their order.
/// </summary>
internal static class StrictJson
{
    private static readonly Regex Tokens = new(
        """
        \A (?> (?:
            [ \t\r\n]+
          | [{\[] (?! [ \t\r\n]* , )
          | [}\]:]
          | , (?! [ \t\r\n]* [,}\]] )
          | " (?> [^"\\\x00-\x1F]+ | \\ (?: ["\\/bfnrt] | u[0-9A-Fa-f]{4} ) )* "
          | (?: -? (?: 0 | [1-9][0-9]* ) (?: \.[0-9]+ )? (?: [eE][+-]?[0-9]+ )? | true | false | null ) (?! [-+.\w"] | [ \t\r\n]* : )
        )* ) \z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant);

    /// <summary>The value that a text is; null where the text is not JSON, says a name twice, or nests deeper than the reader goes.</summary>
    public static JToken? Parse(string text)
    {
        if (!Tokens.IsMatch(text))
        {
            return null;
        }

        try
        {
            using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
            var token = JToken.ReadFrom(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
            return reader.Read() ? null : token;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
