using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// The id of a server, a plan or an operating system: a whole number, as the vendor's page says, or text, as the vendor's own
/// tool has it. Text is carried as it came; nothing is guessed from it.
/// </summary>
/// <remarks>
/// Two ids are the same where their numbers are, or their texts; of UUIDs, whose letters mean the same in either case
/// (RFC 9562), the case is ignored. Text of digits that a number can be is that number.
/// </remarks>
public readonly struct VpsId : IEquatable<VpsId>
{
    private const int LongestText = 100;

    private readonly long _number;
    private readonly string? _text;

    /// <summary>An id that is a number.</summary>
    /// <param name="number">The number; the API's are 1 or greater.</param>
    public VpsId(long number) => _number = number;

    private VpsId(string text) => _text = text;

    /// <summary>
    /// The id as objects show it: an <see cref="int"/> where it fits, because that is what PowerShell makes of a number that is
    /// typed, so that it is found among keys; a <see cref="long"/> beyond; else a <see cref="string"/>.
    /// </summary>
    public object Value => _text ?? (_number is >= int.MinValue and <= int.MaxValue ? (int)_number : (object)_number);

    /// <summary>Whether it can be anybody's: text, or a number from 1.</summary>
    internal bool IsValid => _text is not null || _number >= 1;

    /// <summary>Whether it is none at all.</summary>
    internal bool IsNone => _text is null && _number == 0;

    /// <summary>Whether <see cref="TryParse"/> reads its text as this id, and not as a name, another id or none.</summary>
    internal bool CanBeTyped => TryParse(ToString(), out var typed) && typed == this;

    /// <summary>The number that it is; null where it is text.</summary>
    internal long? Number => _text is null ? _number : null;

    /// <summary>An id that is a number.</summary>
    public static implicit operator VpsId(long number) => new(number);

    /// <inheritdoc/>
    public static bool operator ==(VpsId left, VpsId right) => left.Equals(right);

    /// <inheritdoc/>
    public static bool operator !=(VpsId left, VpsId right) => !left.Equals(right);

    /// <summary>Reads an id that somebody typed: digits, or text in the shape of a UUID, but not of zeros alone. Other text is a name.</summary>
    /// <param name="text">The text; blanks around it do not count.</param>
    /// <param name="id">The id.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out VpsId id)
    {
        var trimmed = text?.Trim() ?? string.Empty;
        id = default;
        if (IsDigits(trimmed))
        {
            var fits = long.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            id = new VpsId(number);
            return fits && number >= 1;
        }

        return IsUuid(trimmed) && trimmed.Any(c => c is not ('0' or '-')) && TryRead(trimmed, out id);
    }

    /// <inheritdoc/>
    public bool Equals(VpsId other) =>
        _number == other._number
        && (string.Equals(_text, other._text, StringComparison.Ordinal)
            || (IsUuid(_text) && string.Equals(_text, other._text, StringComparison.OrdinalIgnoreCase)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VpsId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _text is null ? _number.GetHashCode() : StringComparer.OrdinalIgnoreCase.GetHashCode(_text);

    /// <summary>The id as it stands in a path.</summary>
    public override string ToString() => _text ?? _number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads an id that came as text: letters, digits and hyphens.</summary>
    internal static bool TryRead(string text, out VpsId id)
    {
        id = default;
        if (text.Length is 0 or > LongestText || !text.All(IsIdCharacter))
        {
            return false;
        }

        id = text[0] != '0' && IsDigits(text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new VpsId(number)
            : new VpsId(text);
        return true;
    }

    /// <summary>The id that a value of a JSON answer is; null where it can be none.</summary>
    internal static VpsId? Of(object? value) => value switch
    {
        long number => number,
        double number when Math.Floor(number) == number && Math.Abs(number) < 9e15 => (long)number,
        string text when TryRead(text, out var id) => id,
        _ => null,
    };

    private static bool IsDigits(string text) => text.Length > 0 && text.All(c => c is >= '0' and <= '9');

    private static bool IsUuid(string? text) => text is { Length: 36 } && Guid.TryParseExact(text, "D", out _);

    private static bool IsIdCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-';
}
