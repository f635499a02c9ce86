using BenchmarkDotNet.Attributes;
using Newtonsoft.Json.Linq;
using VpsOrg.Client;
using VpsOrg.Floor;

namespace VpsOrg.Benchmarks;

/// <summary>The whole list in one answer: what parsing costs where the network costs nothing.</summary>
public class ListBenchmarks : IDisposable
{
    private static readonly Uri Address = new("https://sandbox.invalid/api/v1/servers/");

    private VpsClient _client = null!;
    private HttpClient _raw = null!;

    [Params(1_000, 10_000, 100_000)]
    public int Servers { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var body = Bodies.Of("servers/", Servers);
        _client = Bodies.ClientOf(body);
        _raw = new HttpClient(new CannedHandler(body));
    }

    [Benchmark(Baseline = true, Description = "list, floor")]
    public async Task<int> FloorAsync()
    {
        using var response = await _raw.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        using var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        return FloorReader.ReadAll(body).Count;
    }

    [Benchmark(Description = "list, VpsClient")]
    public async Task<int> OursAsync() => (await _client.GetServersAsync().ConfigureAwait(false)).Count;

    [Benchmark(Description = "list, string and JSON tree")]
    public async Task<int> TreeAsync() => ((JArray)JObject.Parse(await _raw.GetStringAsync(Address).ConfigureAwait(false))["results"]!).Count;

    [GlobalCleanup]
    public void Dispose()
    {
        _client?.Dispose();
        _raw?.Dispose();
        GC.SuppressFinalize(this);
    }
}
