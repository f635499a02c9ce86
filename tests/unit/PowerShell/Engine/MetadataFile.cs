using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace VpsOrg.PowerShell.Tests;

/// <summary>What an assembly's file defines, read without loading it.</summary>
internal sealed class MetadataFile : IDisposable
{
    private readonly PEReader _file;

    public MetadataFile(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        Reader = _file.GetMetadataReader();
    }

    public MetadataReader Reader { get; }

    public string Identity => Reader.GetAssemblyDefinition().GetAssemblyName().FullName;

    public void Dispose() => _file.Dispose();

    /// <summary>Full names of the public types; nested ones are left out.</summary>
    public IReadOnlyDictionary<string, TypeDefinition> Types => Reader.TypeDefinitions
        .Select(Reader.GetTypeDefinition)
        .Where(type => type.GetDeclaringType().IsNil)
        .ToDictionary(type => TypeNames.Full(Reader.GetString(type.Namespace), Reader.GetString(type.Name)));

    /// <summary>Every method and accessor of a type, with its signature.</summary>
    public IReadOnlySet<string> MembersOf(string type) => Types[type].GetMethods()
        .Select(Reader.GetMethodDefinition)
        .Select(method => TypeNames.Member(Reader.GetString(method.Name), method.DecodeSignature(TypeNames.Instance, null)))
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The values of an enum.</summary>
    public IReadOnlyDictionary<string, int> ValuesOf(string type) => Types[type].GetFields()
        .Select(Reader.GetFieldDefinition)
        .Where(field => !field.GetDefaultValue().IsNil)
        .ToDictionary(field => Reader.GetString(field.Name), field => Reader.GetBlobReader(Reader.GetConstant(field.GetDefaultValue()).Value).ReadInt32());

    /// <summary>Every text that the code holds.</summary>
    public IEnumerable<string> Texts
    {
        get
        {
            for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = Reader.GetNextHandle(handle))
            {
                yield return Reader.GetUserString(handle);
            }
        }
    }

    /// <summary>The types whose methods make an object of another type; a nested one counts as its outermost.</summary>
    public IReadOnlyList<string> MakersOf(string type)
    {
        var constructors = Reader.MemberReferences
            .Where(handle => Reader.GetMemberReference(handle) is var reference
                && reference.Parent.Kind == HandleKind.TypeReference
                && Reader.GetString(reference.Name) == ".ctor"
                && TypeNames.Instance.GetTypeFromReference(Reader, (TypeReferenceHandle)reference.Parent, 0) == type)
            .Select(handle => NewObject(MetadataTokens.GetToken(handle)))
            .ToArray();
        return Reader.MethodDefinitions.Select(Reader.GetMethodDefinition)
            .Where(method => method.RelativeVirtualAddress != 0)
            .Where(method => _file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() is { } code && Array.Exists(constructors, call => code.AsSpan().IndexOf(call) >= 0))
            .Select(method => Outermost(method.GetDeclaringType()))
            .Distinct()
            .ToArray();
    }

    public bool IsEnum(string type) =>
        Types[type].BaseType is { IsNil: false, Kind: HandleKind.TypeReference } parent
        && Reader.GetString(Reader.GetTypeReference((TypeReferenceHandle)parent).Name) == nameof(Enum);

    /// <summary>The instruction newobj as it stands in a method's code.</summary>
    private static byte[] NewObject(int token) => [0x73, .. BitConverter.GetBytes(token)];

    private string Outermost(TypeDefinitionHandle handle)
    {
        var type = Reader.GetTypeDefinition(handle);
        return type.GetDeclaringType().IsNil ? TypeNames.Instance.GetTypeFromDefinition(Reader, handle, 0) : Outermost(type.GetDeclaringType());
    }
}
