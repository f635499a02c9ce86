using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>The list of servers, filtered and in pages. The latest body is kept while nothing changes: lists can be long.</summary>
internal sealed class ServerListEndpoint(Fleet fleet, SandboxOptions options)
{
    private readonly ServerSelection _selection = new(fleet);
    private byte[] _body = [];
    private Uri? _bodyUri;
    private long _bodyVersion = -1;

    public Answer Get(ApiCall call)
    {
        var query = new QueryText(call.Uri);
        var status = query["status"];
        if (status != null && !ServerStatus.Filters.Contains(status))
        {
            return FieldErrors.One("status", $"Select a valid choice. {status} is not one of the available choices.");
        }

        var servers = _selection.Of(status, query["location"]);
        var page = PageRequest.Read(query, options.PageSize);
        return page == null || !page.ExistsIn(servers.Count)
            ? Answer.Detail(404, "Invalid page.")
            : Answer.Json(200, BodyFor(call.Uri, () => Write(servers, page, query)));
    }

    private byte[] BodyFor(Uri uri, Func<byte[]> write)
    {
        if (_bodyVersion != fleet.Version || _bodyUri != uri)
        {
            _body = write();
            _bodyUri = uri;
            _bodyVersion = fleet.Version;
        }

        return _body;
    }

    private byte[] Write(IReadOnlyList<ServerRecord> servers, PageRequest page, QueryText query)
    {
        var links = options.LinkPages ? new PageLinks(LinkTo(page.Number + 1, !page.IsLastOf(servers.Count)), LinkTo(page.Number - 1, page.Number > 1)) : null;
        return ServerListJson.Of(servers, page.Start, page.Size, links);

        string? LinkTo(int number, bool exists) =>
            exists ? query.AddressWith("page", number.ToString(CultureInfo.InvariantCulture)) : null;
    }
}
