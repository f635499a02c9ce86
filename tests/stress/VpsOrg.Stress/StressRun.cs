using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace VpsOrg.Stress;

/// <summary>Runs the rounds under load, says how each went, and ends with the table of what failed.</summary>
/// <param name="root">The clone's folder.</param>
/// <param name="rounds">How many.</param>
/// <param name="filter">Which tests, in the words of VSTest; all of them by default.</param>
internal sealed partial class StressRun(string root, int rounds, string? filter)
{
    private readonly string _folder = Path.Combine(root, "out", "stress");
    private readonly FailureTable _failed = new();
    private string[] _assemblies = TestAssemblies(root);
    private int _done;

    /// <summary>Few tests leave the loops little company: rounds that a filter narrows run side by side, each slower for it.</summary>
    private int AtOnce => filter is null ? 1 : 4;

    /// <returns>The exit code: 0 where no test failed, 1 where one did or none ran, 130 where the run was stopped.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        Directory.CreateDirectory(_folder);
        Console.WriteLine($"{Rounds(rounds)} while {BusyLoops.PerCore * Environment.ProcessorCount} busy loops run, {BusyLoops.PerCore} a core{(AtOnce > 1 ? $"; {AtOnce} rounds at once" : "")}; the last with DOTNET_PROCESSOR_COUNT=1.");
        using var load = new BusyLoops();
        try
        {
            // The first goes alone: it tells which assemblies hold a test that the filter names.
            var first = await RunAsync(1, cancellationToken);
            if (first.Passed + first.Failures.Count == 0)
            {
                Console.WriteLine("No test matches the filter.");
                return 1;
            }

            var lanes = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(Enumerable.Range(2, rounds - 1), lanes, async (number, token) => await RunAsync(number, token));
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped.");
        }

        Report();
        return _done < rounds ? 130 : _failed.IsEmpty ? 0 : 1;
    }

    /// <summary>Those of the solution that end in Tests: what it does not name any more may still lie in out/.</summary>
    private static string[] TestAssemblies(string root) =>
    [
        .. TestProject().Matches(File.ReadAllText(Path.Combine(root, "VpsOrg.PowerShell.sln")))
            .Select(match => match.Groups[1].Value)
            .Select(name => Path.Combine(root, "out", "artifacts", "bin", name, "release", $"{name}.dll")),
    ];

    private TestRound Round(int number) => new(
        number,
        Environment.GetEnvironmentVariable("VPSORG_TEST_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture),
        OnOneProcessor: number == rounds);

    private async Task<RoundResult> RunAsync(int number, CancellationToken cancellationToken)
    {
        var round = Round(number);
        var watch = Stopwatch.StartNew();
        var result = await round.RunAsync(_assemblies, filter, _folder, cancellationToken);
        lock (_failed)
        {
            _done++;
            _failed.Add(round, result.Failures);
            if (result.Failures.Count == 0)
            {
                // Where all went well, an assembly without a result holds none of the tests that the filter names.
                _assemblies = [.. _assemblies.Where(path => result.Assemblies.Contains(Path.GetFileNameWithoutExtension(path)))];
            }

            Tell(round, result, watch.Elapsed);
        }

        return result;
    }

    private void Tell(TestRound round, RoundResult result, TimeSpan took)
    {
        Console.WriteLine(
            $"Round {round.Number} of {rounds}, seed {round.Seed}{(round.OnOneProcessor ? ", DOTNET_PROCESSOR_COUNT=1" : "")}: "
            + $"{result.Passed} passed, {result.Failures.Count} failed ({took.TotalSeconds:F0} s)");
        foreach (var failure in result.Failures)
        {
            Console.WriteLine($"    {failure.Test}: {failure.Message}");
        }
    }

    private void Report()
    {
        var table = _failed.IsEmpty ? $"No test failed in {Rounds(_done)}." : _failed.ToString();
        File.WriteAllText(Path.Combine(_folder, "report.md"), table);
        Console.WriteLine();
        if (!_failed.IsEmpty)
        {
            Console.WriteLine("A seed brings its order back: VPSORG_TEST_SEED=<seed> ./build.sh test --filter <text>");
        }

        Console.WriteLine(table);
    }

    private static string Rounds(int count) => count == 1 ? "1 round" : $"{count} rounds";

    [GeneratedRegex("\"(VpsOrg\\.[A-Za-z.]+\\.Tests)\"")]
    private static partial Regex TestProject();
}
