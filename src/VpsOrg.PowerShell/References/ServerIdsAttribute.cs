using System.Collections;

namespace VpsOrg.PowerShell;

/// <summary>
/// Takes ids, which are whole numbers or UUIDs, and nothing that PowerShell would make a number of. It may throw, because the
/// parameters that it is for take nothing from the pipeline.
/// </summary>
/// <param name="of">What has these ids, in a word.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ServerIdsAttribute(string of = "server") : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => false;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IEnumerable and not string and not IDictionary
            ? ((IEnumerable)value).Cast<object?>().Select(Id).ToArray()
            : new[] { Id(inputData) };
    }

    private VpsId Id(object? value) => IdValue.Of(value)
        ?? throw new ArgumentTransformationMetadataException($"{ServerReference.Describe(value)} is not a valid {of} id: {IdValue.Rule}");
}
