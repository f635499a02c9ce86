using System.Text.RegularExpressions;

namespace VpsOrg.PowerShell.Tests;

public sealed class SourceTests
{
    private static readonly string Commands = Path.Combine(Repository.Root, "src", "VpsOrg.PowerShell", "Commands");

    public static TheoryData<string> Files => new(Directory.EnumerateFiles(Commands, "*.cs").Select(Path.GetFileNameWithoutExtension)!);

    [Fact]
    public void Each_cmdlet_has_a_file_of_its_own() =>
        Assert.Equal(
            CommandCatalog.All.Select(type => type.Name).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Commands).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void Attributes_stand_in_the_houses_order(string name)
    {
        var source = File.ReadAllText(Path.Combine(Commands, name + ".cs"));

        Assert.Matches(new Regex($@"\[Cmdlet\([^\n]*\]\r?\n(\[OutputType\([^\n]*\]\r?\n)?public sealed class {name} "), source);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_cmdlet_file_stays_short(string name) =>
        Assert.InRange(File.ReadLines(Path.Combine(Commands, name + ".cs")).Count(), 10, 199);

    [Fact]
    public void The_manifest_exports_every_cmdlet_by_name()
    {
        var manifest = File.ReadAllText(Path.Combine(Repository.Root, "VpsOrg.psd1"));

        Assert.All(
            CommandCatalog.All.Select(type => (CmdletAttribute)type.GetCustomAttributes(typeof(CmdletAttribute), inherit: false)[0]),
            names => Assert.Contains($"'{names.VerbName}-{names.NounName}'", manifest, StringComparison.Ordinal));
    }
}
