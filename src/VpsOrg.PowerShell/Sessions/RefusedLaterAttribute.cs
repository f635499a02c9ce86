using System.Collections;
using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>
/// Takes any argument: one that does not fit becomes a value that the cmdlet itself refuses. The engine's own error would quote
/// the whole command line, and a token that was typed on it.
/// </summary>
/// <param name="type">The parameter's type.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefusedLaterAttribute(Type type) : ArgumentTransformationAttribute
{
    /// <summary>Stands for what is no text, as a list of texts is.</summary>
    public const string NoText = "\0";

    /// <summary>Stands for what is no address.</summary>
    public static Uri NoAddress { get; } = new("refused:", UriKind.Absolute);

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is not (null or (IEnumerable and not string)) && LanguagePrimitives.TryConvertTo(value, type, CultureInfo.InvariantCulture, out var converted) && converted is not null
            ? converted
            : Unfit();
    }

    private object Unfit() => type == typeof(Uri) ? NoAddress
        : type == typeof(string) ? NoText
        : type == typeof(double) ? double.NaN
        : type == typeof(decimal) ? decimal.MinValue
        : int.MinValue;
}
