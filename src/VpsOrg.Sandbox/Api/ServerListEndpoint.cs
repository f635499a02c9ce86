namespace VpsOrg.Sandbox;

/// <summary>
/// The list of servers, filtered and in pages. The latest answer is kept while nothing changes: to write 100,000 servers takes
/// longer than to read them, and what is measured against the sandbox is the reader.
/// </summary>
internal sealed class ServerListEndpoint(Fleet fleet, SandboxOptions options)
{
    private Answer _latest = Answer.NotFound;
    private Uri? _latestUri;
    private long _latestVersion;

    public Answer Get(ApiRequest request)
    {
        if (_latestUri != request.Uri || _latestVersion != fleet.Version)
        {
            _latest = List(request.Uri, request.Now);
            _latestUri = request.Uri;
            _latestVersion = fleet.Version;
        }

        return _latest;
    }

    private Answer List(Uri uri, DateTimeOffset now)
    {
        var query = new QueryText(uri);
        var (status, location) = (query["status"], query["location"]);
        if (status is not null && !ServerStatus.Filters.Contains(status))
        {
            return FieldErrors.One("status", $"Select a valid choice. {status} is not one of the available choices.");
        }

        var servers = fleet.ListedAt(now);
        if (status is not null || location is not null)
        {
            servers = [.. servers.Where(server => Fits(server.Status, status) && Fits(server.Location, location))];
        }

        return ListAnswer.Of(servers, query, options, ServerJson.WriteListItem);
    }

    private static bool Fits(string value, string? filter) => filter is null || value == filter;
}
