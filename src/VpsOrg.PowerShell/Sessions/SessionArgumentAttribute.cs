using System.Collections;

namespace VpsOrg.PowerShell;

/// <summary>
/// Takes a session or the name of one, for every <c>-Session</c>. What names none becomes a session that the cmdlet refuses: the
/// engine's own error would have another id for every cause, and would come before the cmdlet can hide a token that was typed there.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SessionArgumentAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether the parameter takes several.</summary>
    public bool Several { get; set; }

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return !Several ? SessionReference.Of(inputData)
            : value is IList many ? many.Cast<object?>().Select(SessionReference.Of).ToArray()
            : new[] { SessionReference.Of(inputData) };
    }
}
