using System.Text;

namespace VpsOrg.PowerShell.Tests;

/// <summary>
/// Takes a command line apart as Microsoft's "Parsing C command-line arguments" says, without the name of the program. Programs
/// differ in what two quotes mean inside quotes.
/// </summary>
public static class WindowsCommandLine
{
    /// <summary>What the second of two quotes does inside quotes; the first is a letter then.</summary>
    public enum Pair
    {
        /// <summary>As in C programs since 2008.</summary>
        StaysQuoted,

        /// <summary>As in <c>CommandLineToArgvW</c>.</summary>
        EndsQuotes,
    }

    public static IReadOnlyList<string> Parse(string line, Pair pair)
    {
        var arguments = new List<string>();
        for (var at = SkipBlanks(line, 0); at < line.Length; at = SkipBlanks(line, at))
        {
            arguments.Add(ParseOne(line, pair, ref at));
        }

        return arguments;
    }

    private static int SkipBlanks(string line, int at) => at < line.Length && line[at] is ' ' or '\t' ? SkipBlanks(line, at + 1) : at;

    private static string ParseOne(string line, Pair pair, ref int at)
    {
        var argument = new StringBuilder();
        for (var quoted = false; at < line.Length && (quoted || line[at] is not (' ' or '\t'));)
        {
            var backslashes = line.Skip(at).TakeWhile(c => c == '\\').Count();
            at += backslashes;
            if (at == line.Length || line[at] != '"')
            {
                argument.Append('\\', backslashes).Append(backslashes == 0 ? line[at++].ToString() : string.Empty);
                continue;
            }

            at++;
            argument.Append('\\', backslashes / 2);
            if (backslashes % 2 == 1)
            {
                argument.Append('"');
            }
            else if (quoted && at < line.Length && line[at] == '"')
            {
                argument.Append('"');
                at++;
                quoted = pair == Pair.StaysQuoted;
            }
            else
            {
                quoted = !quoted;
            }
        }

        return argument.ToString();
    }
}

/// <summary>The examples of Microsoft's page.</summary>
public sealed class WindowsCommandLineTests
{
    [Theory]
    [InlineData(@"""abc"" d e", "abc|d|e")]
    [InlineData(@"a\\b d""e f""g h", @"a\\b|de fg|h")]
    [InlineData(@"a\\\""b c d", @"a\""b|c|d")]
    [InlineData(@"a\\\\""b c"" d e", @"a\\b c|d|e")]
    [InlineData(@"a""b"""" c d", @"ab"" c d")]
    public void They_come_out_as_the_page_says(string line, string arguments) =>
        Assert.Equal(arguments.Split('|'), WindowsCommandLine.Parse(line, WindowsCommandLine.Pair.StaysQuoted));
}
