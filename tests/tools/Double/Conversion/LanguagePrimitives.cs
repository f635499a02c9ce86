using System.Globalization;

namespace System.Management.Automation;

/// <summary>The conversions that the module asks for: truth, and enums by name.</summary>
public static class LanguagePrimitives
{
    public static bool IsTrue(object? obj) => (obj is PSObject wrapped ? wrapped.BaseObject : obj) switch
    {
        null => false,
        bool flag => flag,
        SwitchParameter flag => flag.IsPresent,
        string text => text.Length > 0,
        Enum value => Convert.ToInt64(value, CultureInfo.InvariantCulture) != 0,
        int number => number != 0,
        _ => true,
    };

    public static T? ConvertTo<T>(object? valueToConvert) =>
        valueToConvert is T same ? same : (T?)Convert.ChangeType(valueToConvert, typeof(T), CultureInfo.InvariantCulture);

    public static bool TryConvertTo(object? valueToConvert, Type resultType, IFormatProvider formatProvider, out object? result)
    {
        try
        {
            result = resultType.IsInstanceOfType(valueToConvert) ? valueToConvert : Convert.ChangeType(valueToConvert, resultType, formatProvider);
        }
        catch (Exception exception) when (exception is FormatException or InvalidCastException or OverflowException)
        {
            result = null;
        }

        return result is not null;
    }

    public static bool TryConvertTo<T>(object? valueToConvert, out T? result)
    {
        result = default;
        if (valueToConvert is T same)
        {
            result = same;
            return true;
        }

        var isEnum = Enum.TryParse(typeof(T), Convert.ToString(valueToConvert, CultureInfo.InvariantCulture), ignoreCase: true, out var parsed);
        result = isEnum ? (T)parsed! : default;
        return isEnum;
    }
}
