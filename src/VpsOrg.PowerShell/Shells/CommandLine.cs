using System.Text;

namespace VpsOrg.PowerShell;

/// <summary>
/// Arguments as the one text that a process is started with, by the rules of Windows' <c>CommandLineToArgvW</c>. On other
/// systems .NET takes that text apart by the same rules, so every argument arrives as it is, everywhere.
/// </summary>
internal static class CommandLine
{
    /// <summary>What stands without quotes, beside letters and digits: Git's ssh on Windows replaces <c>*</c>, <c>~</c> and more outside quotes.</summary>
    private const string Plain = @"-_./:\+";

    /// <exception cref="ArgumentException">An argument holds a NUL, at which every system would cut it off.</exception>
    public static string Of(IEnumerable<string> arguments)
    {
        var line = new StringBuilder();
        foreach (var argument in arguments)
        {
            if (argument.Contains('\0'))
            {
                throw new ArgumentException("An argument for a program cannot hold a NUL character.");
            }

            Append(line.Length > 0 ? line.Append(' ') : line, argument);
        }

        return line.ToString();
    }

    private static void Append(StringBuilder line, string argument)
    {
        if (argument.Length > 0 && argument.All(IsPlain))
        {
            line.Append(argument); // Without a quote near them, backslashes are nothing special.
            return;
        }

        line.Append('"');
        var backslashes = 0;
        foreach (var c in argument)
        {
            if (c == '"')
            {
                line.Append('\\', backslashes + 1); // Those before a quote count twice, and one more makes it a plain one.
            }

            backslashes = c == '\\' ? backslashes + 1 : 0;
            line.Append(c);
        }

        line.Append('\\', backslashes).Append('"');
    }

    private static bool IsPlain(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || Plain.IndexOf(c) >= 0;
}
