using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace VpsOrg.Docs.Tests;

/// <summary>
/// The values that a constructor gives to properties, read from its instructions: metadata holds no defaults, and an
/// instance would need PowerShell. Follows constant values through base constructors; anything else is unknown.
/// </summary>
internal sealed class ConstructorDefaults : IDisposable
{
    private static readonly object Unknown = new();

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    public ConstructorDefaults(string path)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>What the parameterless constructor of a type sets: constants by the name of the property.</summary>
    public IReadOnlyDictionary<string, object?> Of(string typeName)
    {
        var values = new Dictionary<string, object?>();
        var constructor = _metadata.TypeDefinitions.Select(_metadata.GetTypeDefinition)
            .Single(type => $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}" == typeName)
            .GetMethods()
            .Single(handle => Name(handle) == ".ctor" && ParameterCount(handle) == 0);
        Run(constructor, [], values);
        return values;
    }

    private void Run(MethodDefinitionHandle method, object?[] arguments, Dictionary<string, object?> values)
    {
        var body = _file.GetMethodBody(_metadata.GetMethodDefinition(method).RelativeVirtualAddress);
        var reader = body.GetILReader();
        var stack = new Stack<object?>();
        while (reader.RemainingBytes > 0)
        {
            var first = reader.ReadByte();
            var code = Codes[first == 0xFE ? (short)(0xFE00 | reader.ReadByte()) : first];
            if (Constant(code, ref reader) is { } constant)
            {
                stack.Push(constant);
            }
            else if (code.OperandType == OperandType.InlineMethod)
            {
                Call(code, MetadataTokens.EntityHandle(reader.ReadInt32()), stack, values);
            }
            else if (code == OpCodes.Stfld)
            {
                var field = FieldName(MetadataTokens.EntityHandle(reader.ReadInt32()));
                Set(field.StartsWith('<') ? field[1..field.IndexOf('>')] : field, stack.Pop(), values);
                stack.Pop();
            }
            else
            {
                Other(code, ref reader, arguments, stack);
            }
        }
    }

    private object? Constant(OpCode code, ref BlobReader reader)
    {
        var name = code.Name!;
        if (name.StartsWith("ldc.i4.", StringComparison.Ordinal))
        {
            return name switch
            {
                "ldc.i4.s" => (int)reader.ReadSByte(),
                "ldc.i4.m1" => -1,
                _ => name[^1] - '0',
            };
        }

        return name switch
        {
            "ldc.i4" => reader.ReadInt32(),
            "ldc.i8" => reader.ReadInt64(),
            "ldc.r4" => reader.ReadSingle(),
            "ldc.r8" => reader.ReadDouble(),
            "ldstr" => _metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(reader.ReadInt32())),
            _ => null,
        };
    }

    private static void Other(OpCode code, ref BlobReader reader, object?[] arguments, Stack<object?> stack)
    {
        var name = code.Name!;
        if (name.StartsWith("ldarg.", StringComparison.Ordinal) && name != "ldarg.s")
        {
            var index = name[^1] - '0';
            stack.Push(index == 0 ? Unknown : arguments[index - 1]);
            return;
        }

        for (var skipped = OperandSize(code); skipped > 0; skipped--)
        {
            reader.ReadByte();
        }

        if (name.StartsWith("conv.", StringComparison.Ordinal) || name is "nop" or "ret")
        {
            return;
        }

        switch (name)
        {
            case "dup":
                stack.Push(stack.Peek());
                break;
            case "pop":
                stack.Pop();
                break;
            case "ldnull" or "ldsfld" or "ldtoken":
                stack.Push(Unknown);
                break;
            case "newarr" or "box":
                stack.Pop();
                stack.Push(Unknown);
                break;
            default:
                throw new NotSupportedException($"A constructor holds '{name}', which this reader does not follow: teach it.");
        }
    }

    private void Call(OpCode code, EntityHandle called, Stack<object?> stack, Dictionary<string, object?> values)
    {
        called = called.Kind == HandleKind.MethodSpecification ? _metadata.GetMethodSpecification((MethodSpecificationHandle)called).Method : called;
        var name = Name(called);
        var arguments = new object?[ParameterCount(called)];
        for (var i = arguments.Length - 1; i >= 0; i--)
        {
            arguments[i] = stack.Pop();
        }

        if (code == OpCodes.Newobj)
        {
            stack.Push(arguments is [int or long or double] ? arguments[0] : Unknown); // A decimal, or anything else.
            return;
        }

        if (IsInstance(called))
        {
            stack.Pop();
        }

        if (name == ".ctor" && called.Kind == HandleKind.MethodDefinition)
        {
            Run((MethodDefinitionHandle)called, arguments, values);
        }
        else if (name.StartsWith("set_", StringComparison.Ordinal))
        {
            Set(name[4..], arguments[0], values);
        }
        else if (!ReturnsVoid(called))
        {
            stack.Push(Unknown);
        }
    }

    private static void Set(string property, object? value, Dictionary<string, object?> values)
    {
        if (!ReferenceEquals(value, Unknown))
        {
            values[property] = value;
        }
    }

    private static int OperandSize(OpCode code) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private string Name(EntityHandle method) => _metadata.GetString(method.Kind == HandleKind.MethodDefinition
        ? _metadata.GetMethodDefinition((MethodDefinitionHandle)method).Name
        : _metadata.GetMemberReference((MemberReferenceHandle)method).Name);

    private string FieldName(EntityHandle field) => _metadata.GetString(field.Kind == HandleKind.FieldDefinition
        ? _metadata.GetFieldDefinition((FieldDefinitionHandle)field).Name
        : _metadata.GetMemberReference((MemberReferenceHandle)field).Name);

    private bool IsInstance(EntityHandle method) => Signature(method).ReadSignatureHeader().IsInstance;

    private int ParameterCount(EntityHandle method)
    {
        var signature = AfterHeader(method);
        return signature.ReadCompressedInteger();
    }

    private bool ReturnsVoid(EntityHandle method)
    {
        var signature = AfterHeader(method);
        signature.ReadCompressedInteger();
        return signature.ReadSignatureTypeCode() == SignatureTypeCode.Void;
    }

    private BlobReader AfterHeader(EntityHandle method)
    {
        var signature = Signature(method);
        if (signature.ReadSignatureHeader().IsGeneric)
        {
            signature.ReadCompressedInteger();
        }

        return signature;
    }

    private BlobReader Signature(EntityHandle method) => _metadata.GetBlobReader(method.Kind == HandleKind.MethodDefinition
        ? _metadata.GetMethodDefinition((MethodDefinitionHandle)method).Signature
        : _metadata.GetMemberReference((MemberReferenceHandle)method).Signature);
}
