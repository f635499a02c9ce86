namespace VpsOrg.Client;

/// <summary>A value that was given, null included, or was not given at all: what PATCH must tell apart.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public readonly struct Optional<T> : IEquatable<Optional<T>>
{
    private readonly T _value;

    /// <summary>A value that was given.</summary>
    /// <param name="value">The value; null is a value too.</param>
    public Optional(T value)
    {
        _value = value;
        IsSet = true;
    }

    /// <summary>Whether a value was given.</summary>
    public bool IsSet { get; }

    /// <summary>The value that was given.</summary>
    /// <exception cref="InvalidOperationException">None was given.</exception>
    public T Value => IsSet ? _value : throw new InvalidOperationException("No value was given: ask IsSet first.");

    /// <summary>Takes a plain value as one that was given.</summary>
    /// <param name="value">The value; null is a value too.</param>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>Whether both are unset, or both set to the same value.</summary>
    public static bool operator ==(Optional<T> left, Optional<T> right) => left.Equals(right);

    /// <summary>Whether only one is set, or the values differ.</summary>
    public static bool operator !=(Optional<T> left, Optional<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Optional<T> other) =>
        IsSet == other.IsSet && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Optional<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => IsSet && _value is not null ? _value.GetHashCode() : 0;

    /// <summary>The value's text, or <c>(unset)</c>.</summary>
    public override string ToString() => IsSet ? _value?.ToString() ?? "(null)" : "(unset)";
}
