namespace System.Text;

/// <summary>.NET Framework knows the consoles' code pages by itself.</summary>
internal sealed class CodePagesEncodingProvider
{
    public static CodePagesEncodingProvider Instance { get; } = new();

    public Encoding GetEncoding(int codePage) => Encoding.GetEncoding(codePage);
}
