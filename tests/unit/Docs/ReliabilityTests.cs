using System.Text.RegularExpressions;

namespace VpsOrg.Docs.Tests;

public sealed class ReliabilityTests
{
    private static readonly string Page = Repository.Read("docs", "reliability.md");

    [Fact]
    public void Every_test_that_the_page_names_exists()
    {
        var named = Regex.Matches(Page, @"`([A-Z]\w+_\w+)`").Select(match => match.Groups[1].Value).Distinct().ToArray();
        var sources = string.Concat(Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText));

        var missing = named.Where(name => !Regex.IsMatch(sources, $@"\b{name}\(")).ToArray();

        Assert.True(named.Length > 20, "The page should name its tests.");
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_file_of_tests_that_the_page_names_exists()
    {
        var named = Regex.Matches(Page, @"`([\w-]+\.Tests\.ps1)`").Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.True(File.Exists(Path.Combine(Repository.Root, "tests", "pester", name)), name));
    }

    [Fact]
    public void Every_row_says_what_its_tests_go_over_and_sockets_means_sockets()
    {
        var rows = Page.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| Fault |", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            var cells = row.Split('|', StringSplitOptions.TrimEntries);
            Assert.Contains(cells[^2], (string[])["sockets", "memory", "both"]);
            Assert.True(cells[^2] == "memory" || FilesOf(cells[^3]).Any(OpensSockets), row);
        });
    }

    [Fact]
    public void Every_error_id_that_the_page_names_exists()
    {
        var ids = string.Concat(((string[])["ErrorKind.cs", "SnapshotErrors.cs"]).Select(file => Repository.Read("src", "VpsOrg.PowerShell", "Errors", file)));
        var named = Regex.Matches(Page, @"`(Api\w+|\w+Unknown|\w+Limited|\w+Answer|\w+Rejected|\w+Denied|\w+List|Server\w+|Session\w+|\w+Token|Not[A-Z]\w+|Operation\w+|Trail\w+|\w+Status)`")
            .Select(match => match.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(named);
        Assert.All(named, id => Assert.Contains($"\"{id}\"", ids, StringComparison.Ordinal));
    }

    /// <summary>The sources of the tests that a row names.</summary>
    private static IEnumerable<string> FilesOf(string proof) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".ps1", StringComparison.Ordinal))
            .Where(file => proof.Contains($"`{Path.GetFileName(file)}`", StringComparison.Ordinal)
                || Regex.Matches(proof, @"`([A-Z]\w+_\w+)`").Any(match => File.ReadAllText(file).Contains($" {match.Groups[1].Value}(", StringComparison.Ordinal)))
            .Select(File.ReadAllText);

    private static bool OpensSockets(string source) => Regex.IsMatch(source, @"\b(RawServer|SnapshotApi|SandboxServer|SocketRehearsal|ClosedPort|Open-SandboxServer|TcpListener|PortServer|AddPort|Api\.Server|Listener)\b");
}
