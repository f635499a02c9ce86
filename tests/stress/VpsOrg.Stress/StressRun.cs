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

    /// <returns>The exit code: 0 where no test failed, 1 where one did or none ran, 130 where the run was stopped.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }

        Directory.CreateDirectory(_folder);
        Console.WriteLine($"{Rounds(rounds)} while {BusyLoops.PerCore * Environment.ProcessorCount} busy loops run, {BusyLoops.PerCore} a core; the last with DOTNET_PROCESSOR_COUNT=1.");
        using var load = new BusyLoops();
        var done = 0;
        var assemblies = TestAssemblies();
        try
        {
            while (done < rounds)
            {
                var ran = await RunAsync(Round(done + 1), assemblies, cancellationToken);
                done++;
                if (ran.Passed + ran.Failures.Count == 0)
                {
                    Console.WriteLine("No test matches the filter.");
                    return 1;
                }

                if (ran.Failures.Count == 0)
                {
                    // Where all went well, an assembly without a result holds none of the tests that the filter names.
                    assemblies = [.. assemblies.Where(path => ran.Assemblies.Contains(Path.GetFileNameWithoutExtension(path)))];
                }
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped.");
        }

        Report(done);
        return done < rounds ? 130 : _failed.IsEmpty ? 0 : 1;
    }

    /// <summary>Those of the solution that end in Tests: what it does not name any more may still lie in out/.</summary>
    private string[] TestAssemblies() =>
    [
        .. TestProject().Matches(File.ReadAllText(Path.Combine(root, "VpsOrg.PowerShell.sln")))
            .Select(match => match.Groups[1].Value)
            .Select(name => Path.Combine(root, "out", "artifacts", "bin", name, "release", $"{name}.dll")),
    ];

    private TestRound Round(int number) => new(
        number,
        Environment.GetEnvironmentVariable("VPSORG_TEST_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture),
        OnOneProcessor: number == rounds);

    private async Task<RoundResult> RunAsync(TestRound round, IEnumerable<string> assemblies, CancellationToken cancellationToken)
    {
        Console.Write($"Round {round.Number} of {rounds}, seed {round.Seed}{(round.OnOneProcessor ? ", DOTNET_PROCESSOR_COUNT=1" : "")}: ");
        var watch = Stopwatch.StartNew();
        var result = await round.RunAsync(assemblies, filter, _folder, cancellationToken);
        Console.WriteLine($"{result.Passed} passed, {result.Failures.Count} failed ({watch.Elapsed.TotalSeconds:F0} s)");
        foreach (var failure in result.Failures)
        {
            Console.WriteLine($"    {failure.Test}: {failure.Message}");
        }

        _failed.Add(round, result.Failures);
        return result;
    }

    private void Report(int done)
    {
        var table = _failed.IsEmpty ? $"No test failed in {Rounds(done)}." : _failed.ToString();
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
