using System.Diagnostics;
using System.Globalization;

namespace VpsOrg.Stress;

/// <summary>One run of the tests, in the order of its seed.</summary>
/// <param name="Number">The first is 1.</param>
/// <param name="Seed">What <c>VPSORG_TEST_SEED</c> is set to.</param>
/// <param name="OnOneProcessor">Whether .NET may use one processor only.</param>
internal sealed record TestRound(int Number, string Seed, bool OnOneProcessor)
{
    /// <summary>A round that takes longer hangs, and is a failure.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Runs the tests that the filter names; the folder gets their report and their output.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; the tests were ended.</exception>
    public async Task<RoundResult> RunAsync(IEnumerable<string> assemblies, string? filter, string folder, CancellationToken cancellationToken)
    {
        var name = Number.ToString("'round-'0000", CultureInfo.InvariantCulture);
        var log = Path.Combine(folder, $"{name}.log");
        using var process = Process.Start(StartInfo(assemblies, filter, folder, name))!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Longest);
        var written = Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        var end = "";
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            end = $"The round did not end within {Longest.TotalMinutes} minutes.";
        }

        var text = string.Concat(await written);
        await File.WriteAllTextAsync(log, text, CancellationToken.None);
        var report = Path.Combine(folder, $"{name}.trx");
        var result = File.Exists(report) ? RoundResult.Read(report) : new RoundResult(0, [], []);
        if (end.Length == 0 && process.ExitCode != 0 && result.Failures.Count == 0)
        {
            end = text.Split('\n').Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? "The run wrote nothing.";
        }

        return end.Length == 0 ? result : result with { Failures = [.. result.Failures, new TestFailure("", $"(the run itself: {log})", end)] };
    }

    private ProcessStartInfo StartInfo(IEnumerable<string> assemblies, string? filter, string folder, string name)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] filtered = filter is null ? [] : ["--filter", filter];
        string[] words =
        [
            "test", .. assemblies, "--logger", $"trx;LogFileName={name}.trx", "--results-directory", folder, .. filtered,
            "--", "RunConfiguration.MaxCpuCount=0",
        ];
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["VPSORG_TEST_SEED"] = Seed;
        if (OnOneProcessor)
        {
            start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        }

        return start;
    }
}
