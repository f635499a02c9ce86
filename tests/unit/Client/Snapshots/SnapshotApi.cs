using System.Globalization;
using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>
/// The endpoints of snapshots by hand, over a real socket: one server with its snapshots, and another's. It acts on what it is asked and
/// loses or garbles the answers to writes as a test says.
/// </summary>
internal sealed class SnapshotApi : IAsyncDisposable
{
    private readonly SandboxServerIds _ids;
    private readonly List<Shot> _shots = [];
    private int _nextId = 802;
    private int _looks;

    public SnapshotApi(SandboxServerIds ids)
    {
        _ids = ids;
        Server = new RawServer(Answer);
        Add(801, 1, "pre-migration");
        Add(777, 2, "of-another");
    }

    public static TimeSpan Timeout { get; } = TimeSpan.FromSeconds(100);

    public RawServer Server { get; }

    public ManualClock Clock { get; } = new() { MovesByItself = true };

    /// <summary>How the answer to a write is lost; null answers as documented.</summary>
    public string? Lose { get; set; }

    /// <summary>How many looks after a write show nothing of it.</summary>
    public int HiddenLooks { get; init; }

    /// <summary>What looks after a write are answered with; 0 answers them.</summary>
    public int LookStatus { get; init; }

    /// <summary>Whether the list is that of all servers, whatever is asked for.</summary>
    public bool IgnoresFilter { get; init; }

    /// <summary>What an answer that is lost is lost after.</summary>
    public Task LostAfter { get; set; } = Task.CompletedTask;

    /// <summary>What others do in the moment before a write is carried out.</summary>
    public Action Meanwhile { get; set; } = () => { };

    public string ServerStatus { get; set; } = "active";

    public string ServerName { get; set; } = "web-server-01";

    public int Posts { get; private set; }

    public IEnumerable<VpsId> Shots => _shots.Select(shot => shot.Id);

    /// <summary>The writes that came.</summary>
    public IEnumerable<string> Writes => Server.Lines.Where(line => !line.StartsWith("GET", StringComparison.Ordinal));

    public VpsId Id(int number) => Ids.Of(_ids, number);

    public void Add(int id, int server, string name, DateTimeOffset? created = null, string status = "completed", string? description = null) =>
        _shots.Add(new Shot(Id(id), Id(server), name, created ?? Clock.UtcNow, status, description));

    public void Remove(int id) => _shots.RemoveAll(shot => shot.Id == Id(id));

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private RawAnswer Answer(RawRequest request)
    {
        var path = request.Path["/api/v1/".Length..];
        return (request.Method, path) switch
        {
            ("GET", "snapshots/") => Look(List(request)),
            ("GET", _) => Look(RawAnswer.Json($$"""{"id":{{Payloads.Json(Id(1))}},"name":"{{ServerName}}","status":"{{(Hides ? "active" : ServerStatus)}}"}""")),
            ("POST", "snapshots/") => Create(request),
            ("POST", _) => Act(() => ServerStatus = "restoring", RawAnswer.Json($$$"""
                {"status":"success","message":"Server is being restored from snapshot.",
                "snapshot":{"id":{{{(Lose == "other snapshot" ? Payloads.Json(Id(777)) : Payloads.Json(Id(801)))}}},"name":"pre-migration"},
                "server":{"id":{{{Payloads.Json(Lose == "other server" ? Id(2) : Id(1))}}},"name":"web-server-01","status":"restoring"}}
                """)),
            _ => Delete(path),
        };
    }

    private bool Hides => Posts > 0 && Lose is not null && _looks <= HiddenLooks;

    private RawAnswer Look(RawAnswer answer)
    {
        if (Posts > 0)
        {
            _looks++;
            if (LookStatus > 0)
            {
                return RawAnswer.Status(LookStatus);
            }
        }

        return answer;
    }

    private RawAnswer List(RawRequest request)
    {
        var hidden = Posts > 0 && Lose is not null && _looks < HiddenLooks ? _shots.Where(shot => shot.IsNew) : [];
        var shown = _shots.Except(hidden).Where(shot => IgnoresFilter || request.Asked("server_id") is not { } server || server == shot.Server.ToString()).ToArray();
        return RawAnswer.Json(
            $$"""{"count":{{shown.Length}},"results":[{{string.Join(",", shown.Select(Json))}}]}""",
            ("Date", Clock.UtcNow.ToString("r", CultureInfo.InvariantCulture)));
    }

    private RawAnswer Create(RawRequest request)
    {
        var body = System.Text.Json.JsonDocument.Parse(request.Body).RootElement;
        var shot = new Shot(Id(_nextId++), Id(1), body.GetProperty("name").GetString()!, Clock.UtcNow, "in_progress", Description: null) { IsNew = true };
        return Act(() => _shots.Add(shot), RawAnswer.Created(Json(Lose switch
        {
            "other server" => shot with { Server = Id(2) },
            "other name" => shot with { Name = "of-another" },
            "old id" => shot with { Id = Id(801) },
            _ => shot,
        })));
    }

    private RawAnswer Delete(string path)
    {
        var id = path.Split('/')[1];
        return _shots.All(shot => shot.Id.ToString() != id)
            ? RawAnswer.Status(404)
            : Act(() => _shots.RemoveAll(shot => shot.Id.ToString() == id), RawAnswer.NoContent());
    }

    private RawAnswer Act(Action act, RawAnswer answer)
    {
        Posts++;
        Meanwhile();
        if (Lose is "limit")
        {
            return RawAnswer.Status(400, """{"detail":"Snapshot limit reached: a server can have 5 snapshots."}""");
        }

        if (Lose != "lost before acting")
        {
            act();
        }

        return Lose switch
        {
            "close" or "lost before acting" => RawAnswer.Close(),
            "close once" when Posts == 1 => RawAnswer.Close().After(LostAfter),
            "reset" => RawAnswer.Reset(),
            "body" => RawAnswer.BytesThenClose(RawAnswer.Head(201, 500) + "{\"id\":"),
            "garbage" => RawAnswer.Created("{\"id\":802,"),
            "html" => RawAnswer.Created("<html>"),
            "empty" => RawAnswer.Created(string.Empty),
            "no id" => RawAnswer.Created("""{"name":"nightly"}"""),
            "accepted" => RawAnswer.Status(202, "{}"),
            "no" => RawAnswer.Json("""{"status":"error","message":"Not now."}"""),
            "time-out" => RawAnswer.Stall().After(() => Clock.Advance(Timeout)),
            { } status when int.TryParse(status, NumberStyles.None, CultureInfo.InvariantCulture, out var code) => RawAnswer.Status(code),
            _ => answer,
        };
    }

    private static string Json(Shot shot) => $$"""
        {"id":{{Payloads.Json(shot.Id)}},"server":{"id":{{Payloads.Json(shot.Server)}},"name":"server-{{shot.Server}}"},"name":"{{shot.Name}}","status":"{{shot.Status}}",
        "size_mb":{{(shot.Status == "completed" ? "5120" : "null")}},"created_at":"{{shot.Created:yyyy-MM-ddTHH:mm:ssZ}}","description":{{(shot.Description is null ? "null" : $"\"{shot.Description}\"")}}}
        """;

    private sealed record Shot(VpsId Id, VpsId Server, string Name, DateTimeOffset Created, string Status, string? Description)
    {
        public bool IsNew { get; init; }
    }
}
