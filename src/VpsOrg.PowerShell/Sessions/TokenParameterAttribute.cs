using System.Security;

namespace VpsOrg.PowerShell;

/// <summary>
/// Keeps a token that was typed as plain text out of PowerShell's own error records: it never throws (the engine's
/// message would quote the text), it hands on an empty SecureString that the cmdlet knows and refuses.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TokenParameterAttribute : ArgumentTransformationAttribute
{
    /// <summary>Stands for whatever was no SecureString. Empty and read-only.</summary>
    public static SecureString Refused { get; } = MakeRefused();

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is SecureString ? value : Refused;
    }

    private static SecureString MakeRefused()
    {
        var empty = new SecureString();
        empty.MakeReadOnly();
        return empty;
    }
}
