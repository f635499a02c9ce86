using System.Globalization;
using System.Text.Json;

namespace VpsOrg.Sandbox.Hosting;

/// <summary>
/// Steers the sandbox from tests in any language. All of it is JSON with camelCase names, needs no token and is never in the log:
/// <list type="bullet">
/// <item><c>GET /sandbox/requests</c>: the log, an array of <see cref="SandboxRequest"/>;</item>
/// <item><c>DELETE /sandbox/requests</c>: forgets the log;</item>
/// <item><c>GET /sandbox/requests?count=3</c>, <c>?aborted=3</c>, <c>?idle</c>: the same log, answered when it holds so many requests, when so
/// many of them were given up by their caller, when no request is under way;</item>
/// <item><c>GET /sandbox/summary</c>: <c>lines</c>, <c>peakRequestsInFlight</c>, <c>openConnections</c>, <c>acceptedConnections</c>; with
/// <c>?open=1</c> answered when so many connections are open at most, the asking one included;</item>
/// <item><c>POST /sandbox/faults</c>: a <see cref="SandboxFault"/>, its <c>delay</c> in seconds;</item>
/// <item><c>DELETE /sandbox/faults</c>: takes back the faults that have not struck;</item>
/// <item><c>GET /sandbox/held</c>: how many requests a fault holds, as <c>held</c>; with <c>?count=3</c> answered when so many are held at once;</item>
/// <item><c>POST /sandbox/release</c>: lets held requests go on, all or <c>?count=1</c>, of every endpoint or of
/// <c>?method=POST&amp;path=servers/{id}/stop/</c>; answers how many, as <c>released</c>;</item>
/// <item><c>POST /sandbox/servers</c>: <c>{"count": 5}</c> for generated servers, or <c>{"name": "…", "status": "…"}</c>, which answers the <c>id</c>;</item>
/// <item><c>POST /sandbox/servers/{id}/status</c>: <c>{"status": "…"}</c>;</item>
/// <item><c>POST /sandbox/snapshots</c>: <c>{"serverId": "12345", "name": "…", "status": "…", "createdAt": "…"}</c>, which answers the <c>id</c>; all
/// but the server and the name are optional;</item>
/// <item><c>POST /sandbox/snapshots/{id}/status</c>: <c>{"status": "…"}</c>;</item>
/// <item><c>POST /sandbox/snapshots/fail</c> and <c>POST /sandbox/restores/fail</c>: lets the next one fail, in <c>{"status": "…"}</c>;</item>
/// <item><c>POST /sandbox/backups</c>: <c>{"serverId": "12345", "type": "…", "status": "…", "createdAt": "…"}</c>, which answers the <c>id</c>;</item>
/// <item><c>POST /sandbox/clock</c>: moves the account's time forward, by <c>{"advance": 20}</c> seconds.</item>
/// </list>
/// A request that makes no sense is answered 400 with <c>error</c>, an unknown one 404.
/// </summary>
internal sealed class ControlEndpoints(SandboxServer server)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or KeyNotFoundException or FormatException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(context, new { error = exception.Message }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private static async Task<T> ReadAsync<T>(HttpContext context) =>
        await JsonSerializer.DeserializeAsync<T>(context.Request.Body, ControlJson.Options, context.RequestAborted).ConfigureAwait(false)
        ?? throw new JsonException("The body must be a JSON object.");

    private static Task WriteAsync(HttpContext context, object value) =>
        context.Response.WriteAsJsonAsync(value, value.GetType(), ControlJson.Options, context.RequestAborted);

    private Task RouteAsync(HttpContext context)
    {
        return (context.Request.Method, context.Request.Path.Value!.Trim('/').Split('/')) switch
        {
            ("GET", [_, "requests"]) => ShowRequestsAsync(context),
            ("DELETE", [_, "requests"]) => DoAsync(context, server.Account.ClearRequests),
            ("GET", [_, "summary"]) => ShowSummaryAsync(context),
            ("POST", [_, "faults"]) => AddFaultAsync(context),
            ("DELETE", [_, "faults"]) => DoAsync(context, server.Account.ClearFaults),
            ("GET", [_, "held"]) => ShowHeldAsync(context),
            ("POST", [_, "release"]) => WriteAsync(context, new { released = Release(context.Request.Query) }),
            ("POST", [_, "servers"]) => AddServersAsync(context),
            ("POST", [_, "servers", var id, "status"]) => WithStatusAsync(context, status => server.Account.SetServerStatus(id, status)),
            ("POST", [_, "snapshots"]) => AddSnapshotAsync(context),
            ("POST", [_, "snapshots", "fail"]) => WithStatusAsync(context, server.Account.FailSnapshot),
            ("POST", [_, "snapshots", var id, "status"]) => WithStatusAsync(context, status => server.Account.SetSnapshotStatus(id, status)),
            ("POST", [_, "restores", "fail"]) => WithStatusAsync(context, server.Account.FailRestore),
            ("POST", [_, "backups"]) => AddBackupAsync(context),
            ("POST", [_, "clock"]) => MoveClockAsync(context),
            _ => NotFoundAsync(context),
        };
    }

    private static int? NumberOf(IQueryCollection query, string key) =>
        query[key].LastOrDefault() is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static async Task WaitAsync(HttpContext context, string key, Func<int, CancellationToken, Task> wait)
    {
        if (NumberOf(context.Request.Query, key) is { } count)
        {
            await wait(count, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Task DoAsync(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static async Task WithStatusAsync(HttpContext context, Action<string> act)
    {
        var wish = await ReadAsync<StatusWish>(context).ConfigureAwait(false);
        await DoAsync(context, () => act(wish.Status)).ConfigureAwait(false);
    }

    private static Task AnswerIdAsync(HttpContext context, string id)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        return WriteAsync(context, new { id });
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return WriteAsync(context, new { error = "Unknown control endpoint." });
    }

    private async Task ShowSummaryAsync(HttpContext context)
    {
        await WaitAsync(context, "open", server.WaitForOpenConnectionsAsync).ConfigureAwait(false);
        await WriteAsync(context, new
        {
            lines = server.Account.RequestSummary,
            peakRequestsInFlight = server.Account.PeakRequestsInFlight,
            openConnections = server.OpenConnections,
            acceptedConnections = server.AcceptedConnections,
        }).ConfigureAwait(false);
    }

    private async Task ShowRequestsAsync(HttpContext context)
    {
        await WaitAsync(context, "count", server.Account.WaitForRequestsAsync).ConfigureAwait(false);
        await WaitAsync(context, "aborted", server.Account.WaitForAbortsAsync).ConfigureAwait(false);
        if (context.Request.Query.ContainsKey("idle"))
        {
            await server.Account.WaitUntilIdleAsync(context.RequestAborted).ConfigureAwait(false);
        }

        await WriteAsync(context, server.Account.Requests).ConfigureAwait(false);
    }

    private async Task ShowHeldAsync(HttpContext context)
    {
        await WaitAsync(context, "count", server.Account.WaitForHeldAsync).ConfigureAwait(false);
        await WriteAsync(context, new { held = server.Account.HeldRequests }).ConfigureAwait(false);
    }

    private int Release(IQueryCollection query)
    {
        var count = NumberOf(query, "count") ?? int.MaxValue;
        return query["path"].LastOrDefault() is { } path
            ? server.Account.ReleaseHeld(query["method"].LastOrDefault() ?? throw new ArgumentException("Give method."), path, count)
            : server.Account.ReleaseHeld(count);
    }

    private async Task AddFaultAsync(HttpContext context)
    {
        var fault = await ReadAsync<SandboxFault>(context).ConfigureAwait(false);
        await DoAsync(context, () => server.Account.InjectFault(fault)).ConfigureAwait(false);
    }

    private async Task AddServersAsync(HttpContext context)
    {
        var wish = await ReadAsync<ServerWish>(context).ConfigureAwait(false);
        if (wish.Name is null)
        {
            await DoAsync(context, () => server.Account.AddServers(wish.Count ?? throw new ArgumentException("Give count or name."))).ConfigureAwait(false);
            return;
        }

        await AnswerIdAsync(context, server.Account.AddServer(wish.Name, wish.Status ?? "active")).ConfigureAwait(false);
    }

    private async Task AddSnapshotAsync(HttpContext context)
    {
        var wish = await ReadAsync<SnapshotWish>(context).ConfigureAwait(false);
        var id = server.Account.AddSnapshot(wish.ServerId, wish.Name, wish.Status ?? "completed", wish.CreatedAt, wish.Description);
        await AnswerIdAsync(context, id).ConfigureAwait(false);
    }

    private async Task AddBackupAsync(HttpContext context)
    {
        var wish = await ReadAsync<BackupWish>(context).ConfigureAwait(false);
        var id = server.Account.AddBackup(wish.ServerId, wish.Type ?? "automatic", wish.Status ?? "completed", wish.CreatedAt, wish.ExpiresAt, wish.Description);
        await AnswerIdAsync(context, id).ConfigureAwait(false);
    }

    private async Task MoveClockAsync(HttpContext context)
    {
        var wish = await ReadAsync<ClockWish>(context).ConfigureAwait(false);
        var time = wish.Advance ?? throw new ArgumentException("Give advance.");
        await DoAsync(context, () => server.Account.Advance(time)).ConfigureAwait(false);
    }
}
