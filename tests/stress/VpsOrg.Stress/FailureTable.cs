namespace VpsOrg.Stress;

/// <summary>Every test that failed in any round, as a table in markdown.</summary>
internal sealed class FailureTable
{
    private readonly List<(TestRound Round, TestFailure Failure)> _rows = [];

    public bool IsEmpty => _rows.Count == 0;

    public void Add(TestRound round, IEnumerable<TestFailure> failures) => _rows.AddRange(failures.Select(failure => (round, failure)));

    public override string ToString()
    {
        var tests = _rows.GroupBy(row => (row.Failure.Test, row.Failure.Assembly)).OrderByDescending(test => test.Count());
        string[][] rows =
        [
            ["Test", "Assembly", "Rounds failed", "Seeds", "First message"],
            ["---", "---", "---", "---", "---"],
            .. tests.Select(test => Cells(test.Key.Test, test.Key.Assembly, [.. test])),
        ];
        return string.Join(Environment.NewLine, rows.Select(row => $"| {string.Join(" | ", row)} |"));
    }

    private static string[] Cells(string test, string assembly, (TestRound Round, TestFailure Failure)[] failed)
    {
        var rounds = $"{failed.Length}: {string.Join(", ", failed.Select(row => row.Round.Number))}";
        var seeds = string.Join(", ", failed.Select(row => row.Round.Seed + (row.Round.OnOneProcessor ? " (one processor)" : "")));
        return [Cell(test), assembly, rounds, seeds, Cell(failed[0].Failure.Message)];
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
