namespace VpsOrg.Client;

/// <summary>What may have fields that no property knows.</summary>
internal interface IOpenModel
{
    /// <summary>Fields of the answer that no property knows, by their wire names, as plain .NET values.</summary>
    IReadOnlyDictionary<string, object?> AdditionalProperties { get; set; }
}
