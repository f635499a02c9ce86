using BenchmarkDotNet.Attributes;
using Newtonsoft.Json.Linq;
using VpsOrg.Client;
using VpsOrg.Floor;

namespace VpsOrg.Benchmarks;

/// <summary>One server by id: what the funnel and the reader cost where the network costs nothing.</summary>
public class GetBenchmarks : IDisposable
{
    private static readonly Uri Address = new($"https://sandbox.invalid/api/v1/servers/{Bodies.FirstId}/");

    private readonly VpsClient _client;
    private readonly HttpClient _raw;

    public GetBenchmarks()
    {
        var body = Bodies.Of($"servers/{Bodies.FirstId}/", 2);
        _client = Bodies.ClientOf(body);
        _raw = new HttpClient(new CannedHandler(body));
    }

    [Benchmark(Baseline = true, Description = "GET, floor")]
    public async Task<FloorServer> FloorAsync()
    {
        using var response = await _raw.GetAsync(Address, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        using var body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        return FloorReader.ReadAll(body)[0];
    }

    [Benchmark(Description = "GET, VpsClient")]
    public Task<VpsServer> OursAsync() => _client.GetServerAsync(Bodies.FirstId);

    [Benchmark(Description = "GET, string and JSON tree")]
    public async Task<JObject> TreeAsync() => JObject.Parse(await _raw.GetStringAsync(Address).ConfigureAwait(false));

    public void Dispose()
    {
        _client.Dispose();
        _raw.Dispose();
        GC.SuppressFinalize(this);
    }
}
