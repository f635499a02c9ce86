using System.Reflection;
using VpsOrg.PowerShell.Commands;

namespace VpsOrg.Docs.Tests;

/// <summary>The compiled cmdlets: their attributes, and the values that a fresh one has. They stand on the double of the engine.</summary>
internal static class CmdletAssembly
{
    private const string Automation = "System.Management.Automation.";
    private const int AnyPosition = int.MinValue;

    public static IReadOnlyDictionary<string, Cmdlet> Cmdlets { get; } = Read();

    private static Dictionary<string, Cmdlet> Read() => typeof(GetVpsServerCommand).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && Find(type.GetCustomAttributesData(), "CmdletAttribute") is not null)
        .Select(Describe)
        .ToDictionary(cmdlet => cmdlet.Name);

    private static Cmdlet Describe(Type type)
    {
        var fresh = Activator.CreateInstance(type);
        var attribute = Find(type.GetCustomAttributesData(), "CmdletAttribute")!;
        var name = $"{attribute.ConstructorArguments[0].Value}-{attribute.ConstructorArguments[1].Value}";
        var parameters = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => Find(property.GetCustomAttributesData(), "ParameterAttribute") is not null)
            .Select(property => Describe(property, Initial(property, fresh)))
            .ToList();
        if (Named(attribute, "SupportsShouldProcess", false))
        {
            parameters.Add(OfEngine("WhatIf", "wi"));
            parameters.Add(OfEngine("Confirm", "cf"));
        }

        var outputs = type.GetCustomAttributesData().Where(data => data.AttributeType.Name == "OutputTypeAttribute")
            .SelectMany(data => (IEnumerable<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(argument => argument.Value!.ToString()!)
            .ToArray();
        return new Cmdlet(
            name, Named<string?>(attribute, "DefaultParameterSetName", null), Named<string?>(attribute, "HelpUri", null), parameters, outputs);
    }

    /// <summary>What a fresh cmdlet holds; null where it is only what the type begins with.</summary>
    private static object? Initial(PropertyInfo property, object? fresh)
    {
        var value = property.GetValue(fresh);
        return value is ValueType && value.Equals(Activator.CreateInstance(value.GetType())) ? null : value;
    }

    private static Parameter OfEngine(string name, string alias) => new(
        name, Automation + "SwitchParameter", "switch", null, false, [alias], [new ParameterSet(ParameterSet.All, "Named", false, false, false)], [], []);

    private static Parameter Describe(PropertyInfo property, object? initial)
    {
        var attributes = property.GetCustomAttributesData();
        var declared = attributes.Where(data => data.AttributeType.Name == "ParameterAttribute").ToArray();
        var shown = declared.Where(data => !Named(data, "DontShow", false)).ToArray(); // A set that only catches a mistake is no way to call it.
        var sets = (shown.Length > 0 ? shown : declared).Select(Set).ToArray();
        return new Parameter(
            property.Name,
            property.PropertyType.ToString(),
            Keyword(property.PropertyType),
            initial,
            Find(attributes, "SupportsWildcardsAttribute") is not null,
            Texts(Find(attributes, "AliasAttribute")),
            sets,
            Texts(Find(attributes, "ValidateSetAttribute")),
            Find(attributes, "ValidateRangeAttribute")?.ConstructorArguments.Select(bound => FormattableString.Invariant($"{bound.Value}")).ToArray() ?? []);
    }

    private static ParameterSet Set(CustomAttributeData attribute)
    {
        var position = Named(attribute, "Position", AnyPosition);
        var name = Named<string?>(attribute, "ParameterSetName", null);
        return new ParameterSet(
            name is null or "__AllParameterSets" ? ParameterSet.All : name,
            position == AnyPosition ? "Named" : FormattableString.Invariant($"{position}"),
            Named(attribute, "Mandatory", false),
            Named(attribute, "ValueFromPipeline", false),
            Named(attribute, "ValueFromPipelineByPropertyName", false));
    }

    private static CustomAttributeData? Find(IEnumerable<CustomAttributeData> attributes, string name) =>
        attributes.FirstOrDefault(data => data.AttributeType.FullName == Automation + name);

    private static T Named<T>(CustomAttributeData attribute, string name, T otherwise) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => (T)argument.TypedValue.Value!).FirstOrDefault(otherwise);

    private static string[] Texts(CustomAttributeData? attribute) =>
        attribute is null ? [] : ((IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(one => (string)one.Value!).ToArray();

    /// <summary>The type as PowerShell's syntax writes it.</summary>
    private static string Keyword(Type type)
    {
        if (type.IsArray)
        {
            return Keyword(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericType)
        {
            return Keyword(type.GetGenericArguments()[0]);
        }

        return type.Name switch
        {
            "Int32" => "int",
            "Int64" => "long",
            "Boolean" => "bool",
            "PSObject" or "PSCredential" or "SecureString" or "String" or "Double" or "Decimal" or "Uri" => type.Name.ToLowerInvariant(),
            var name => name,
        };
    }
}
