using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VpsOrg.Docs.Tests;

/// <summary>What the sources say to a user: the client speaks no PowerShell, and a stream gets plain characters.</summary>
public sealed partial class TextTests
{
    /// <summary>Only what a view draws may be more than ASCII.</summary>
    private static readonly string[] Drawing = ["ViewText.cs"];

    public static TheoryData<string> Assemblies => [.. ShippedSources.Assemblies];

    [Theory]
    [InlineData("VpsOrg.Client")]
    [InlineData("VpsOrg.Sandbox")]
    public void Below_the_cmdlets_no_text_speaks_powershell(string assembly)
    {
        var texts = Texts(assembly).Where(text => PowerShellWord().IsMatch(text.Words)).Select(text => $"{text.File}: {text.Words}");

        RoomTests.AssertNone(texts);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Texts_are_ascii(string assembly)
    {
        var texts = Texts(assembly).Where(text => !Drawing.Contains(text.File) && text.Words.Any(c => c > '~')).Select(text => $"{text.File}: {text.Words}");

        RoomTests.AssertNone(texts);
    }

    private static IEnumerable<(string File, string Words)> Texts(string assembly) =>
        ShippedSources.Nodes<LiteralExpressionSyntax>(assembly).Select(literal => (Place.Of(literal.SyntaxTree).File, literal.Token.Text))
            .Concat(ShippedSources.Nodes<InterpolatedStringTextSyntax>(assembly).Select(text => (Place.Of(text.SyntaxTree).File, text.TextToken.Text)));

    /// <summary>A cmdlet's name, or a parameter with its dash.</summary>
    [GeneratedRegex(@"\b[A-Z][a-z]+-Vps|(?<![\w-])-[A-Z][A-Za-z]{2,}")]
    private static partial Regex PowerShellWord();
}
