using System.Reflection.Metadata;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What the compiled module takes from System.Management.Automation.</summary>
internal sealed class EngineReferences(MetadataFile module)
{
    private const string Engine = "System.Management.Automation";

    private readonly MetadataReader _reader = module.Reader;

    public string Identity => _reader.AssemblyReferences
        .Select(handle => _reader.GetAssemblyReference(handle).GetAssemblyName())
        .Single(name => name.Name == Engine).FullName;

    public IReadOnlyList<string> Types => _reader.TypeReferences.Where(IsOfEngine).Select(handle => NameOf(handle)).ToArray();

    /// <summary>Type and member of every method that is called.</summary>
    public IEnumerable<(string Type, string Member)> Members =>
        from handle in _reader.MemberReferences
        let reference = _reader.GetMemberReference(handle)
        let type = TypeOf(reference.Parent)
        where type is not null && reference.GetKind() == MemberReferenceKind.Method
        select (type, TypeNames.Member(_reader.GetString(reference.Name), reference.DecodeMethodSignature(TypeNames.Instance, null)));

    /// <summary>Type and property of every named argument of an attribute.</summary>
    public IEnumerable<(string Type, string Property)> NamedArguments =>
        from handle in _reader.CustomAttributes
        let attribute = _reader.GetCustomAttribute(handle)
        where attribute.Constructor.Kind == HandleKind.MemberReference
        let type = TypeOf(_reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent)
        where type is not null
        from argument in attribute.DecodeValue(AttributeTypes.Instance).NamedArguments
        select (type, argument.Name!);

    private string NameOf(TypeReferenceHandle handle) => TypeNames.Instance.GetTypeFromReference(_reader, handle, 0);

    private bool IsOfEngine(TypeReferenceHandle handle) =>
        _reader.GetTypeReference(handle).ResolutionScope is { Kind: HandleKind.AssemblyReference } scope
        && _reader.GetString(_reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name) == Engine;

    private string? TypeOf(EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => IsOfEngine((TypeReferenceHandle)parent) ? NameOf((TypeReferenceHandle)parent) : null,
        HandleKind.TypeSpecification => GenericTypeOf((TypeSpecificationHandle)parent),
        _ => null,
    };

    private string? GenericTypeOf(TypeSpecificationHandle handle)
    {
        var name = _reader.GetTypeSpecification(handle).DecodeSignature(TypeNames.Instance, null).Split('<')[0];
        return Types.Contains(name) ? name : null;
    }
}
