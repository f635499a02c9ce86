using System.Collections.ObjectModel;

namespace VpsOrg.PowerShell.Commands;

/// <summary>Reads a trail of writes back: one object a write, its beginning and its end joined.</summary>
[Cmdlet(VerbsCommon.Get, "VpsTrail", DefaultParameterSetName = ByPath, HelpUri = HelpPages.Root + "Get-VpsTrail.md")]
[OutputType(typeof(VpsTrailRecord))]
public sealed class GetVpsTrailCommand : VpsCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";
    private WantedServers? _servers;

    /// <summary>The trails to read, wildcards allowed. Without it: that of the default session.</summary>
    [Parameter(Position = 0, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>The trails to read, each exactly as it is typed.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath, HelpMessage = "The file of the trail, taken as it is, without wildcards.")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>Gets only the writes that began or ended then or later.</summary>
    [Parameter]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Gets only the writes about these servers: ids, or names, wildcards allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerNameCompleter))]
    public PSObject[]? Server { get; set; }

    /// <summary>Refuses bad values before anything is read.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _servers = new WantedServers(Server);
        }
        catch (ArgumentException exception)
        {
            Fail(exception);
        }
    }

    /// <summary>Reads the trails, one after another.</summary>
    protected override void ProcessRecord()
    {
        if ((LiteralPath ?? Path) is not { } paths)
        {
            ReadAll(path: null);
            return;
        }

        foreach (var path in paths)
        {
            ReadAll(path);
        }
    }

    private void ReadAll(string? path)
    {
        try
        {
            foreach (var file in Find(path))
            {
                Read(file);
            }
        }
        catch (Exception exception) when (exception is TrailNotFoundException or TrailUnreadableException)
        {
            WriteError(RecordOf(exception, new ErrorSubject(path)));
        }
    }

    private Collection<string> Find(string? path) =>
        path is not null ? Resolve(path) : [RunspaceSessions.Current.Default?.LogPath ?? throw new TrailNotFoundException()];

    private Collection<string> Resolve(string path)
    {
        try
        {
            var found = LiteralPath is null ? GetResolvedProviderPathFromPSPath(path, out _) : [GetUnresolvedProviderPathFromPSPath(path)];
            return found.Count > 0 ? found : throw new TrailNotFoundException(path);
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            throw new TrailNotFoundException(path, exception); // No such file, drive or provider, or no pattern at all.
        }
    }

    private void Read(string path)
    {
        if (!TrailPath.IsOfFileSystem(path) || !File.Exists(path))
        {
            throw new TrailNotFoundException(path);
        }

        var history = new TrailHistory(path, Clock);
        try
        {
            while (Await(history.NextAsync) is { } writes)
            {
                foreach (var write in writes.Where(IsWanted))
                {
                    WriteObject(write);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrailUnreadableException(path, exception);
        }
    }

    private bool IsWanted(VpsTrailRecord write) =>
        _servers!.Have(write) && (Since is not { } since || write.Latest >= since);
}
