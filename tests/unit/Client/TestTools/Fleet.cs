using System.Globalization;
using System.Net;

namespace VpsOrg.Client.Tests;

/// <summary>Servers in memory whose statuses a test changes: the list, and each by its id.</summary>
internal sealed class Fleet
{
    /// <summary>The id of a server that a test only uses to keep a watch busy.</summary>
    public const long Decoy = 99;

    private readonly Lock _gate = new();
    private readonly Dictionary<VpsId, string> _json = [];
    private readonly Queue<Func<Task<HttpResponseMessage>>> _next = [];

    public Fleet() => Handler = new StubHandler((request, token) => Answer(request.RequestUri!, token));

    public StubHandler Handler { get; }

    /// <summary>Servers that the list does not show although they are there.</summary>
    public HashSet<VpsId> Hidden { get; } = [];

    public int ListRequests => Handler.Lines.Count(line => line.Contains("/servers/?", StringComparison.Ordinal) || line.EndsWith("/servers/", StringComparison.Ordinal));

    /// <summary>Requests about one server; <see cref="Decoy"/> does not count.</summary>
    public int ServerRequests => Handler.Lines.Count(line => !line.EndsWith($"/{Decoy}/", StringComparison.Ordinal)) - ListRequests;

    public void Set(VpsId id, string status, string? updatedAt = null)
    {
        lock (_gate)
        {
            _json[id] = Payloads.Server(id, status, updatedAt);
        }
    }

    public void Remove(VpsId id)
    {
        lock (_gate)
        {
            _json.Remove(id);
        }
    }

    /// <summary>Answers the next requests so, one after another, whatever they are.</summary>
    public void Next(params Func<Task<HttpResponseMessage>>[] answers)
    {
        lock (_gate)
        {
            Array.ForEach(answers, _next.Enqueue);
        }
    }

    public void NextStatus(params int[] statuses) =>
        Next([.. statuses.Select<int, Func<Task<HttpResponseMessage>>>(status => () => Task.FromResult(StubHandler.Json("{}", (HttpStatusCode)status)))]);

    private Task<HttpResponseMessage> Answer(Uri address, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_next.TryDequeue(out var answer))
            {
                return answer().WaitAsync(cancellationToken);
            }

            var last = address.Segments[^1].TrimEnd('/');
            if (last == "servers")
            {
                var shown = _json.Where(server => !Hidden.Contains(server.Key)).Select(server => server.Value).ToList();
                return Task.FromResult(StubHandler.Json(string.Create(
                    CultureInfo.InvariantCulture, $$"""{"count":{{shown.Count}},"results":[{{string.Join(",", shown)}}]}""")));
            }

            return Task.FromResult(VpsId.TryParse(last, out var id) && _json.TryGetValue(id, out var json)
                ? StubHandler.Json(json)
                : StubHandler.Json("{}", HttpStatusCode.NotFound));
        }
    }
}
