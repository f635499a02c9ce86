using System.Xml.Linq;

namespace VpsOrg.Stress;

/// <summary>What a round's report (.trx) says.</summary>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Failures">Those that did not.</param>
/// <param name="Assemblies">The names of those that had a test to run.</param>
internal sealed record RoundResult(int Passed, IReadOnlyList<TestFailure> Failures, IReadOnlyCollection<string> Assemblies)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static RoundResult Read(string path)
    {
        var report = XDocument.Load(path);
        var assemblies = report.Descendants(Trx + "UnitTest")
            .ToDictionary(test => (string)test.Attribute("id")!, test => Path.GetFileNameWithoutExtension((string)test.Element(Trx + "TestMethod")!.Attribute("codeBase")!));
        var results = report.Descendants(Trx + "UnitTestResult").ToArray();
        return new RoundResult(
            results.Count(result => (string?)result.Attribute("outcome") == "Passed"),
            [.. results.Where(result => (string?)result.Attribute("outcome") == "Failed").Select(Failure)],
            assemblies.Values.ToHashSet());

        TestFailure Failure(XElement result) => new(
            assemblies[(string)result.Attribute("testId")!],
            (string)result.Attribute("testName")!,
            FirstLine((string?)result.Descendants(Trx + "Message").FirstOrDefault()));
    }

    private static string FirstLine(string? message) =>
        message?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0) ?? "(no message)";
}
