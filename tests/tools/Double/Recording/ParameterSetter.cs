using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace VpsOrg.PowerShell.Double;

/// <summary>
/// Sets a cmdlet's properties, and notes them as bound. No binder: names are given in full, values in about the right
/// type. The module's own transformations run, because they are its code.
/// </summary>
internal sealed class ParameterSetter(Cmdlet cmdlet, InvocationInfo invocation)
{
    private static readonly string[] CommonParameters =
        ["Verbose", "Debug", "ErrorAction", "WarningAction", "ProgressAction", "Confirm", "WhatIf"];

    /// <summary>Sets a typed parameter.</summary>
    public void Set(string name, object? value)
    {
        if (!CommonParameters.Contains(name))
        {
            var property = Property(name);
            value = Converted(Transformed(value, property), property.PropertyType);
            property.SetValue(cmdlet, value);
        }

        invocation.BoundParameters[name] = value;
    }

    /// <summary>Sets the parameter that takes the pipeline.</summary>
    /// <returns>What takes the value back.</returns>
    public Action SetFromPipeline(object? value)
    {
        var property = cmdlet.GetType().GetProperties().Single(one => one.GetCustomAttributes<ParameterAttribute>().Any(parameter => parameter.ValueFromPipeline));
        var before = property.GetValue(cmdlet);
        Set(property.Name, value);
        return () =>
        {
            property.SetValue(cmdlet, before);
            invocation.BoundParameters.Remove(property.Name);
        };
    }

    private PropertyInfo Property(string name) =>
        cmdlet.GetType().GetProperty(name) is { } property && property.IsDefined(typeof(ParameterAttribute), inherit: true)
            ? property
            : throw new ArgumentException($"{cmdlet.GetType().Name} has no parameter {name}.");

    private static object? Transformed(object? value, PropertyInfo property)
    {
        foreach (var transformation in property.GetCustomAttributes<ArgumentTransformationAttribute>(inherit: true))
        {
            value = value is null && !transformation.TransformNullOptionalParameters ? null : transformation.Transform(new EngineIntrinsics(), value!);
        }

        return value;
    }

    private static object? Converted(object? value, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null || type.IsInstanceOfType(value))
        {
            return value;
        }

        if (type.IsArray)
        {
            return ConvertedArray(value, type.GetElementType()!);
        }

        if (type == typeof(PSObject))
        {
            return PSObject.AsPSObject(value);
        }

        return type == typeof(SwitchParameter)
            ? new SwitchParameter((bool)value)
            : Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
    }

    private static Array ConvertedArray(object value, Type element)
    {
        var values = value as Array ?? new[] { value };
        var array = Array.CreateInstance(element, values.Length);
        for (var index = 0; index < values.Length; index++)
        {
            array.SetValue(Converted(values.GetValue(index), element), index);
        }

        return array;
    }
}
