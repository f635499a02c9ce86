namespace VpsOrg.Client;

/// <summary>What the API answers to start, stop and reboot.</summary>
public sealed class VpsServerAction
{
    internal VpsServerAction()
    {
    }

    /// <summary>The API's verdict on the request, e.g. <c>success</c>.</summary>
    public string? Status { get; internal set; }

    /// <summary>The API's own words.</summary>
    public string? Message { get; internal set; }

    /// <summary>The server's id, where the answer names it.</summary>
    public object? ServerId => ServerKey?.Value;

    /// <summary>The server's name, where the answer names it.</summary>
    public string? ServerName { get; internal set; }

    /// <summary>The server's new status: <c>starting</c>, <c>stopping</c> or <c>rebooting</c>.</summary>
    public string? ServerStatus { get; internal set; }

    internal VpsId? ServerKey { get; set; }

    /// <summary>Fields of the answer that no property knows, by their wire names, as plain .NET values.</summary>
    public IReadOnlyDictionary<string, object?> AdditionalProperties { get; internal set; } = NoProperties.Instance;

    /// <summary>The API's own words.</summary>
    public override string ToString() => Message ?? Status ?? string.Empty;
}
