using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace VpsOrg.Client.Tests;

/// <summary>The rules of the house, held by reflection.</summary>
public sealed class ArchitectureTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Assembly Client = typeof(VpsClient).Assembly;

    [Fact]
    public void The_client_references_the_standard_library_and_Newtonsoft_Json_only() =>
        Assert.Equal(["Newtonsoft.Json", "netstandard"], Client.GetReferencedAssemblies().Select(name => name.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_public_signature_shows_a_type_of_another_library()
    {
        var shown = Client.GetExportedTypes().SelectMany(Signatures).SelectMany(Unwrapped).Distinct();

        Assert.DoesNotContain(shown, type => type.Assembly != Client && !IsOfThePlatform(type));
    }

    [Fact]
    public void Every_public_asynchronous_method_ends_in_a_cancellation_token()
    {
        var methods = Client.GetExportedTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => typeof(Task).IsAssignableFrom(method.ReturnType))
            .ToList();

        Assert.True(methods.Count >= 10);
        Assert.All(methods, method =>
        {
            Assert.EndsWith("Async", method.Name, StringComparison.Ordinal);
            Assert.Equal(typeof(CancellationToken), method.GetParameters()[^1].ParameterType);
        });
    }

    [Fact]
    public void Every_exception_of_the_client_is_of_its_family_sealed_and_made_by_the_client_alone()
    {
        var exceptions = Client.GetExportedTypes().Where(type => typeof(Exception).IsAssignableFrom(type) && type != typeof(VpsException)).ToList();
        Type[] bases = [typeof(VpsNotFoundException)]; // A name that is missing is the cmdlets' own cause, and the same to a script.

        Assert.True(exceptions.Count >= 17);
        Assert.All(exceptions, type =>
        {
            Assert.Equal(typeof(VpsException), type.BaseType);
            Assert.True(type.IsSealed != bases.Contains(type), $"{type.Name} is not sealed");
            Assert.Empty(type.GetConstructors());
        });
        Assert.True(typeof(VpsException).IsAbstract);
    }

    [Fact]
    public void There_is_no_mutable_static_state()
    {
        var fields = Client.GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.StartsWith('<'))
            .SelectMany(type => type.GetFields(Everything & ~BindingFlags.Instance))
            .Where(field => !field.IsLiteral)
            .ToList();

        Assert.NotEmpty(fields);
        Assert.All(fields, field => Assert.True(field.IsInitOnly, $"{field.DeclaringType!.Name}.{field.Name} can be set"));
        Assert.DoesNotContain(fields, field => field.GetValue(null) is IDictionary { IsReadOnly: false } or IList { IsReadOnly: false, IsFixedSize: false });
        Assert.DoesNotContain(
            Client.GetTypes().SelectMany(type => type.GetProperties(Everything)),
            property => property.GetMethod?.IsStatic == true && property.SetMethod is not null);
    }

    [Fact]
    public void The_ledger_of_orders_is_the_only_state_that_the_process_shares()
    {
        var shared = Client.GetTypes()
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.StartsWith('<'))
            .SelectMany(type => type.GetFields(Everything & ~BindingFlags.Instance))
            .Where(field => !field.IsLiteral && HoldsState(field.FieldType))
            .Select(field => $"{field.DeclaringType!.Name}: {field.FieldType.Name}");

        Assert.Equal(["OrderLedger: OrderLedger"], shared);
    }

    [Fact]
    public void What_is_not_meant_as_a_base_is_sealed() =>
        Assert.All(
            Client.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false } && type != typeof(VpsNotFoundException) && !type.IsDefined(typeof(CompilerGeneratedAttribute))),
            type => Assert.True(type.IsSealed, $"{type.Name} is not sealed"));

    [Fact]
    public void Only_the_readers_and_writers_of_JSON_name_Newtonsoft()
    {
        var typesThatDo = Client.GetTypes()
            .Where(type => type.GetFields(Everything).Select(field => field.FieldType)
                .Concat(type.GetMethods(Everything).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
                .Any(used => used.Namespace?.StartsWith("Newtonsoft", StringComparison.Ordinal) == true))
            .Select(type => (type.DeclaringType ?? type).Name)
            .Where(name => !name.StartsWith('<'))
            .Distinct()
            .ToList();

        Assert.Contains("AnswerReader", typesThatDo);
        Assert.All(typesThatDo, name => Assert.Matches("(Reader|Writer|Redactor|Entry|Names)$", name));
    }

    /// <summary>Whether something of our own can change, or holds what can.</summary>
    private static bool HoldsState(Type type) => type.Assembly == Client && !type.IsEnum
        && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(field => !field.IsInitOnly || typeof(IEnumerable).IsAssignableFrom(field.FieldType) && field.FieldType != typeof(string));

    private static bool IsOfThePlatform(Type type) => type.Namespace is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal))
        && !space.StartsWith("System.Management", StringComparison.Ordinal);

    private static IEnumerable<Type> Signatures(Type type)
    {
        const BindingFlags visible = Everything;
        foreach (var member in type.GetMembers(visible))
        {
            switch (member)
            {
                case MethodBase { IsPublic: true } or MethodBase { IsFamily: true }:
                    var method = (MethodBase)member;
                    foreach (var parameter in method.GetParameters())
                    {
                        yield return parameter.ParameterType;
                    }

                    if (method is MethodInfo { ReturnType: var returned })
                    {
                        yield return returned;
                    }

                    break;
                case FieldInfo { IsPublic: true } field:
                    yield return field.FieldType;
                    break;
            }
        }

        if (type.BaseType is { } parent)
        {
            yield return parent;
        }

        foreach (var contract in type.GetInterfaces())
        {
            yield return contract;
        }
    }

    private static IEnumerable<Type> Unwrapped(Type type) =>
        type.IsGenericParameter ? [] :
        type.HasElementType ? Unwrapped(type.GetElementType()!) :
        type.IsGenericType ? type.GetGenericArguments().SelectMany(Unwrapped).Append(type.GetGenericTypeDefinition()) :
        [type];
}
