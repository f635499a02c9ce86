namespace VpsOrg.PowerShell;

/// <summary>
/// Takes true, false, 1 and 0, also as text; PowerShell itself binds no text to a flag, and takes that of a CSV cell
/// for False.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FlagAttribute : ArgumentTransformationAttribute
{
    public override bool TransformNullOptionalParameters => false;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        TryRead(inputData is PSObject wrapped ? wrapped.BaseObject : inputData, out var flag)
            ? flag
            : throw new ArgumentTransformationMetadataException("Use true, false, 1 or 0.");

    /// <summary>Reads a value; null or empty is none.</summary>
    /// <returns>False where it is something else than a flag.</returns>
    public static bool TryRead(object? value, out bool? flag)
    {
        flag = value switch
        {
            bool given => given,
            SwitchParameter given => given.IsPresent,
            string text => text.Trim().ToUpperInvariant() switch
            {
                "TRUE" or "1" => true,
                "FALSE" or "0" => false,
                _ => null,
            },
            int or long or byte or short => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture) switch
            {
                1 => true,
                0 => false,
                _ => null,
            },
            _ => null,
        };
        return flag is not null || value is null || (value is string empty && empty.Trim().Length == 0);
    }
}
