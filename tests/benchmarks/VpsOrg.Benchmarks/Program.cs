using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace VpsOrg.Benchmarks;

/// <summary>Runs every benchmark in this process. The one argument is the folder for what it writes.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(3).WithIterationCount(7))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .HideColumns("Error", "StdDev", "RatioSD")
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .WithOptions(ConfigOptions.JoinSummary)
            .WithArtifactsPath(arguments.Length > 0 ? arguments[0] : "out/benchmarks/micro");
        var summaries = BenchmarkRunner.Run([typeof(GetBenchmarks), typeof(ListBenchmarks)], config);
        return Array.TrueForAll(summaries, summary => summary.Reports.Length > 0 && summary.Reports.All(report => report.Success)) ? 0 : 1;
    }
}
