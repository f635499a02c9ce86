using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace System;

/// <summary>What newer platforms do with texts and bytes.</summary>
internal static class Texts
{
    extension(string text)
    {
        public static string Create(IFormatProvider culture, FormattableString value) => value.ToString(culture);

        public bool Contains(string part, StringComparison comparison) => text.IndexOf(part, comparison) >= 0;

        public bool Contains(char part) => text.IndexOf(part) >= 0;

        public bool Contains(char part, StringComparison comparison) => text.IndexOf(part.ToString(), comparison) >= 0;

        public int IndexOf(char part, StringComparison comparison) => text.IndexOf(part.ToString(), comparison);

        public bool StartsWith(char part) => text.Length > 0 && text[0] == part;

        public bool EndsWith(char part) => text.Length > 0 && text[text.Length - 1] == part;

        public string[] Split(char separator, int count) => text.Split([separator], count);

        public string[] Split(char separator, StringSplitOptions options) => text.Split([separator], options);

        public string[] Split(string separator, StringSplitOptions options = StringSplitOptions.None) => text.Split([separator], options);

        /// <summary>The comparison is ordinal wherever the tests replace.</summary>
        public string Replace(string part, string by, StringComparison comparison) =>
            comparison == StringComparison.Ordinal ? text.Replace(part, by) : throw new NotSupportedException();
    }

    extension(StringBuilder builder)
    {
        public StringBuilder Append(ReadOnlySpan<char> value) => builder.Append(value.ToString());

        public StringBuilder Append(IFormatProvider culture, FormattableString value) => builder.Append(value.ToString(culture));
    }

    extension(Encoding)
    {
        public static Encoding Latin1 => Encoding.GetEncoding(28591);
    }

    extension(Convert)
    {
        public static string ToHexString(byte[] bytes) => string.Concat(bytes.Select(one => one.ToString("X2", CultureInfo.InvariantCulture)));
    }

    extension(SHA256)
    {
        public static byte[] HashData(byte[] bytes)
        {
            using var hash = SHA256.Create();
            return hash.ComputeHash(bytes);
        }
    }
}
