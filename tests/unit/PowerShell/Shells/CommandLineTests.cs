using System.Diagnostics;
using System.Runtime.InteropServices;

namespace VpsOrg.PowerShell.Tests;

/// <summary>Each argument arrives in a program as it is, whatever it holds.</summary>
[Collection(nameof(RealPrograms))]
public sealed class CommandLineTests
{
    private const string Alphabet = "a-%$'`\"\\ \t\n*?~;&|<>(){}!\u00e9";

    public static TheoryData<string[]> Arguments =>
    [
        ["-l", "root", "--", "203.0.113.10"],
        ["plain", "with space", "tab\there", "line\nend"],
        [string.Empty],
        [string.Empty, "between", string.Empty],
        ["\"", "\"\"", "a\"b", "\"quoted\""],
        ["\\", "\\\\", "a\\", "a\\\\", "C:\\Program Files\\", "C:\\Program Files\\\\"],
        ["\\\"", "a\\\"b", "a\\\\\"b", "\\\\\\\" x"],
        ["$(touch x)", "`touch x`", "; touch x", "a & b | c > d", "%PATH%", "!x!", "*", "~", "'a b'"],
        ["na\u00efve \u2013 \u65e5\u672c", "-oProxyCommand=touch x"],
    ];

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task A_program_is_given_them_unchanged(string[] arguments) => Assert.Equal(arguments, await ArrivedAsync(arguments));

    [Fact]
    public async Task A_program_is_given_every_mixture_of_quotes_and_backslashes_and_blanks_unchanged()
    {
        var random = new Random(4711);
        var arguments = Enumerable.Range(0, 400)
            .Select(_ => Mixture(random, 12))
            .ToArray();

        Assert.Equal(arguments, await ArrivedAsync(arguments));
    }

    [Theory]
    [InlineData(WindowsCommandLine.Pair.StaysQuoted)]
    [InlineData(WindowsCommandLine.Pair.EndsQuotes)]
    public void Windows_takes_every_mixture_of_quotes_and_backslashes_and_blanks_apart_as_it_was(WindowsCommandLine.Pair pair)
    {
        foreach (var one in EveryTextOf("a \"\\", upTo: 6))
        {
            string[] arguments = [one, "-", one];

            Assert.Equal(arguments, WindowsCommandLine.Parse(CommandLine.Of(arguments), pair));
        }
    }

    [Theory]
    [InlineData(WindowsCommandLine.Pair.StaysQuoted)]
    [InlineData(WindowsCommandLine.Pair.EndsQuotes)]
    public void Windows_takes_any_list_apart_as_it_was(WindowsCommandLine.Pair pair)
    {
        var random = new Random(4712);
        for (var round = 0; round < 2000; round++)
        {
            var arguments = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Mixture(random, 10)).ToArray();

            Assert.Equal(arguments, WindowsCommandLine.Parse(CommandLine.Of(arguments), pair));
        }
    }

    [Theory]
    [InlineData("~")]
    [InlineData("*")]
    [InlineData("id?")]
    [InlineData("[ab]")]
    [InlineData("{a,b}")]
    [InlineData("@file")]
    [InlineData("it's")]
    [InlineData(@"C:\PROGRA~1\key")]
    public void What_Cygwins_programs_replace_outside_quotes_stands_between_quotes(string argument) => Assert.Equal($"\"{argument}\"", CommandLine.Of([argument]));

    [Fact]
    public void What_needs_no_quotes_has_none() => Assert.Equal(@"-i C:\keys\a -l root -- 203.0.113.10", CommandLine.Of(["-i", @"C:\keys\a", "-l", "root", "--", "203.0.113.10"]));

    [Fact]
    public void What_would_be_cut_off_is_refused() => Assert.Throws<ArgumentException>(() => CommandLine.Of(["a\0b"]));

    private static string Mixture(Random random, int lessThan) =>
        new(Enumerable.Range(0, random.Next(lessThan)).Select(_ => Alphabet[random.Next(Alphabet.Length)]).ToArray());

    private static IEnumerable<string> EveryTextOf(string letters, int upTo) => upTo == 0
        ? [string.Empty]
        : EveryTextOf(letters, upTo - 1).SelectMany(shorter => shorter.Length < upTo - 1 ? [shorter] : letters.Select(letter => shorter + letter).Prepend(shorter));

    /// <summary>The arguments as a program sees them: on Windows as its C runtime is told, elsewhere as a real process prints them.</summary>
    private static async Task<string[]> ArrivedAsync(string[] arguments)
    {
        if (OperatingSystem.IsWindows())
        {
            return Parsed("program.exe " + CommandLine.Of(arguments)).Skip(1).ToArray();
        }

        var start = new ProcessStartInfo("/bin/sh", CommandLine.Of(["-c", "for one; do printf '%s\\0' \"$one\"; done", "sh", .. arguments]))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        using var process = Process.Start(start)!;
        var printed = await process.StandardOutput.ReadToEndAsync().Guarded();
        return printed.Split('\0').SkipLast(1).ToArray();
    }

    private static string[] Parsed(string line)
    {
        var found = CommandLineToArgvW(line, out var count);
        try
        {
            return Enumerable.Range(0, count).Select(i => Marshal.PtrToStringUni(Marshal.ReadIntPtr(found, i * IntPtr.Size))!).ToArray();
        }
        finally
        {
            _ = LocalFree(found);
        }
    }

    [DllImport("shell32.dll", CharSet = CharSet.Unicode, ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr CommandLineToArgvW(string line, out int count);

    [DllImport("kernel32.dll", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern IntPtr LocalFree(IntPtr memory);
}
