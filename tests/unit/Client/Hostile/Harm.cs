using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace VpsOrg.Client.Tests;

/// <summary>One small harm to a body. Places are counted round and round, so that every harm fits every body.</summary>
internal sealed record Harm(HarmKind Kind, int Place, int Length, byte Byte, string Token)
{
    private static readonly string[] Tokens =
    [
        "null", "true", "[]", "{}", "[", "]", "{", "}", "\"", ",", ":", "-", "1e999", "-0", "0.1", "9223372036854775808",
        "123456789012345678901234567890123456789012345678901234567890", "NaN", "\\", "\\u0000", "\\ud800", "\u001b", "\u009b", "\u202e", "/*", "*/", "//", "'",
        "new Date(0)", "undefined", "\u0000", "\ufeff", "\"id\":", "\"count\":7,", "\"next\":\"?page=2\",", "\"results\":[", "\"server\":{", "\"" + Clients.Canary + "\"", Clients.Canary,
    ];

    /// <summary>From one to three harms; where they show a defect, as few as still show it.</summary>
    public static Arbitrary<Harm[]> AFew { get; } = Arb.From(
        from count in Gen.Choose(1, 3) from harms in Any.ArrayOf(count) select harms,
        harms => harms.Length == 1 ? [] : harms.Select(left => harms.Where(one => one != left).ToArray()));

    /// <summary>Values are replaced most often: the JSON stays whole, and the readers behind it have something to do.</summary>
    private static Gen<Harm> Any =>
        from kind in Gen.Elements([HarmKind.ReplaceValue, .. Enum.GetValues<HarmKind>()])
        from place in Gen.Choose(0, 100_000)
        from length in Gen.Choose(1, 40)
        from value in Gen.Choose(0, 255)
        from token in Gen.Elements(Tokens)
        select new Harm(kind, place, length, (byte)value, token);

    public static byte[] Apply(IEnumerable<Harm> harms, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body).ToList();
        foreach (var harm in harms)
        {
            harm.Apply(bytes);
        }

        return [.. bytes];
    }

    private void Apply(List<byte> bytes)
    {
        if (bytes.Count == 0)
        {
            return;
        }

        var at = Place % bytes.Count;
        var length = Math.Min(bytes.Count - at, Length);
        switch (Kind)
        {
            case HarmKind.CutOff:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case HarmKind.Remove:
                bytes.RemoveRange(at, length);
                break;
            case HarmKind.Repeat:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case HarmKind.ReplaceByte:
                bytes[at] = Byte;
                break;
            case HarmKind.FlipBit:
                bytes[at] ^= (byte)(1 << (Byte % 8));
                break;
            case HarmKind.Insert:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Token));
                break;
            case HarmKind.ReplaceValue:
                ReplaceValue(bytes, at);
                break;
            default:
                AddDigits(bytes, at);
                break;
        }
    }

    private void ReplaceValue(List<byte> bytes, int at)
    {
        var colon = bytes.IndexOf((byte)':', at);
        var end = colon < 0 ? -1 : bytes.FindIndex(colon, b => b is (byte)',' or (byte)'\n');
        if (end > 0)
        {
            bytes.RemoveRange(colon + 1, end - colon - 1);
            bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Token));
        }
    }

    private void AddDigits(List<byte> bytes, int at)
    {
        var digit = bytes.FindIndex(at, b => b is >= (byte)'0' and <= (byte)'9');
        if (digit >= 0)
        {
            bytes.InsertRange(digit, Encoding.UTF8.GetBytes(((long)Place << Length).ToString(CultureInfo.InvariantCulture)));
        }
    }
}

/// <summary>What is done to a body.</summary>
internal enum HarmKind
{
    CutOff,
    Remove,
    Repeat,
    ReplaceByte,
    FlipBit,
    Insert,
    ReplaceValue,
    AddDigits,
}
