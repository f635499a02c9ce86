using System.Management.Automation;

namespace VpsOrg.Floor;

/// <summary>Gets one server, or all of them: no retries, no cancellation, no errors worth the name.</summary>
[Cmdlet(VerbsCommon.Get, "FloorServer")]
[OutputType(typeof(FloorServer))]
public sealed class GetFloorServerCommand : PSCmdlet
{
    /// <summary>The warm client, its base address and token set.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public HttpClient Client { get; set; } = null!;

    /// <summary>Which server; all without it.</summary>
    [Parameter(ValueFromPipeline = true)]
    public long Id { get; set; }

    /// <summary>Asks and writes.</summary>
    protected override void ProcessRecord()
    {
        var path = Id == 0 ? "servers/" : "servers/" + Id.ToString(System.Globalization.CultureInfo.InvariantCulture) + "/";
        using var response = Client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead).GetAwaiter().GetResult();
        using var body = response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync().GetAwaiter().GetResult();
        foreach (var server in FloorReader.ReadAll(body))
        {
            WriteObject(server);
        }
    }
}
