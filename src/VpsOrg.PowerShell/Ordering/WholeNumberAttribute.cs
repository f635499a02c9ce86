namespace VpsOrg.PowerShell;

/// <summary>
/// Takes whole numbers only. It never throws, because the engine drops a value that fails to bind from the pipeline in
/// silence: what is no whole number becomes <see cref="NotANumber"/>, which the cmdlet refuses.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeNumberAttribute : ArgumentTransformationAttribute
{
    /// <summary>Stands for what is no whole number, or was not given where something must be bound.</summary>
    public const long NotANumber = long.MinValue;

    public override bool TransformNullOptionalParameters => false;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        WholeNumber.Of(inputData) ?? NotANumber;
}
