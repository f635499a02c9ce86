namespace VpsOrg.Sandbox;

/// <summary>The servers that pass the filters of a list request. The latest selection is kept while nothing changes.</summary>
internal sealed class ServerSelection(Fleet fleet)
{
    private IReadOnlyList<ServerRecord> _servers = [];
    private string? _status;
    private string? _location;
    private long _version = -1;

    public IReadOnlyList<ServerRecord> Of(string? status, string? location)
    {
        if (status == null && location == null)
        {
            return fleet.Servers;
        }

        if (_version != fleet.Version || _status != status || _location != location)
        {
            _servers = [.. fleet.Servers.Where(server => Passes(server.Status, status) && Passes(server.Location, location))];
            _status = status;
            _location = location;
            _version = fleet.Version;
        }

        return _servers;
    }

    private static bool Passes(string value, string? filter) => filter == null || value == filter;
}
