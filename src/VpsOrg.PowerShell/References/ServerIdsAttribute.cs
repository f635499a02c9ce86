using System.Collections;

namespace VpsOrg.PowerShell;

/// <summary>
/// Takes ids, which are whole numbers or UUIDs, and nothing that PowerShell would make a number of. It may throw, because the
/// parameters that it is for take nothing from the pipeline.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ServerIdsAttribute : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => false;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IEnumerable and not string and not IDictionary
            ? ((IEnumerable)value).Cast<object?>().Select(Id).ToArray()
            : new[] { Id(inputData) };
    }

    private static VpsId Id(object? value) => IdValue.Of(value)
        ?? throw new ArgumentTransformationMetadataException($"{ServerReference.Describe(value)} is not a valid server id: {IdValue.Rule}");
}
