using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace VpsOrg.Client.Tests;

/// <summary>Every text that stands in the client: plain characters, and not a word of PowerShell.</summary>
public sealed class TextTests
{
    private static readonly List<string> Texts = Literals();

    [Fact]
    public void Every_text_is_ASCII_so_that_no_code_page_makes_something_else_of_it() =>
        Assert.All(Texts, text => Assert.DoesNotMatch(@"[^\n -~]", text));

    /// <summary>The client says the fact; what to type about it is the commands' to say.</summary>
    [Fact]
    public void No_text_speaks_of_commands_or_their_parameters() =>
        Assert.All(Texts.Where(text => text != "VpsOrg-PowerShell"), text =>
            Assert.DoesNotMatch(@"(^|[\s('])-[A-Z][a-z]|\b[A-Z][a-z]+-Vps|PowerShell|[Cc]mdlet|[Rr]unspace|[Hh]ashtable", text));

    [Fact]
    public void These_tests_look_at_the_texts() =>
        Assert.Contains(Texts, text => text.Contains("is not a valid server name", StringComparison.Ordinal));

    private static List<string> Literals()
    {
        using var file = File.OpenRead(typeof(VpsClient).Assembly.Location);
        using var assembly = new PEReader(file);
        var metadata = assembly.GetMetadataReader();
        var texts = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            texts.Add(metadata.GetUserString(handle));
        }

        return texts;
    }
}
