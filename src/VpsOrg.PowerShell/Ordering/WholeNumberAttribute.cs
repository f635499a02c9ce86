using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>
/// Takes whole numbers only: PowerShell itself would round 1.5 to 2 and take an empty text for 0. It never throws,
/// because the engine drops a value that fails to bind from the pipeline in silence: what is no whole number becomes
/// <see cref="NotANumber"/>, which the cmdlet refuses.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WholeNumberAttribute : ArgumentTransformationAttribute
{
    /// <summary>Stands for what is no whole number, or was not given where something must be bound.</summary>
    public const long NotANumber = long.MinValue;

    public override bool TransformNullOptionalParameters => false;

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        TryRead(inputData is PSObject wrapped ? wrapped.BaseObject : inputData, out var number) && number is { } value ? value : NotANumber;

    /// <summary>Reads a value; null or empty is none.</summary>
    /// <returns>False where it is something else than a whole number.</returns>
    public static bool TryRead(object? value, out long? number)
    {
        number = null;
        switch (value)
        {
            case null:
                return true;
            case NotANumber:
                return false;
            case string text when text.Trim().Length == 0:
                return true;
            case string text:
                number = long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
                return number is not null;
            case bool or char:
                return false;
            default:
                number = FromNumber(value);
                return number is not null;
        }
    }

    private static long? FromNumber(object value) => value switch
    {
        long or int or short or sbyte or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong number when number <= long.MaxValue => (long)number,
        double number when Math.Floor(number) == number && Math.Abs(number) < 9e15 => (long)number,
        decimal number when decimal.Floor(number) == number && Math.Abs(number) < 9e15m => (long)number,
        _ => null,
    };
}
