using System.Net;

namespace System.Collections.Generic;

/// <summary>What newer platforms do with collections, and with what no other file here is about.</summary>
internal static class Platform
{
    extension<T>(Queue<T> queue)
    {
        public bool TryDequeue(out T value)
        {
            var some = queue.Count > 0;
            value = some ? queue.Dequeue() : default!;
            return some;
        }
    }

    extension<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> dictionary)
    {
        public TValue? GetValueOrDefault(TKey key) => dictionary.TryGetValue(key, out var value) ? value : default;
    }

    extension<TKey, TValue>(KeyValuePair<TKey, TValue> pair)
    {
        public void Deconstruct(out TKey key, out TValue value) => (key, value) = (pair.Key, pair.Value);
    }

    extension<T>(IEnumerable<T> values)
    {
        public IOrderedEnumerable<T> Order(IComparer<T>? comparer = null) => values.OrderBy(value => value, comparer);

        public T? MinBy<TKey>(Func<T, TKey> key) => values.OrderBy(key).FirstOrDefault();

        public IEnumerable<T> SkipLast(int count) => values.Reverse().Skip(count).Reverse();

        public IEnumerable<T> TakeLast(int count) => values.Reverse().Take(count).Reverse();

        public IEnumerable<T> DistinctBy<TKey>(Func<T, TKey> key) => values.GroupBy(key).Select(group => group.First());
    }

    extension(ObjectDisposedException)
    {
        public static void ThrowIf(bool isDisposed, object one)
        {
            if (isDisposed)
            {
                throw new ObjectDisposedException(one.GetType().FullName);
            }
        }
    }

    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(object? argument)
        {
            if (argument is null)
            {
                throw new ArgumentNullException(nameof(argument));
            }
        }
    }

    extension(Enum)
    {
        public static T[] GetValues<T>() => (T[])Enum.GetValues(typeof(T));

        public static bool TryParse(Type type, string? value, bool ignoreCase, out object? result)
        {
            try
            {
                result = Enum.Parse(type, value, ignoreCase);
                return true;
            }
            catch (ArgumentException)
            {
                result = null;
                return false;
            }
        }
    }

    extension(Array)
    {
        public static void Fill<T>(T[] array, T value)
        {
            for (var i = 0; i < array.Length; i++)
            {
                array[i] = value;
            }
        }
    }

    extension(HttpStatusCode)
    {
        public static HttpStatusCode TooManyRequests => (HttpStatusCode)429;
    }

    extension(Stream stream)
    {
        public void Write(ReadOnlySpan<byte> bytes) => stream.Write(bytes.ToArray(), 0, bytes.Length);
    }

    extension(File)
    {
        public static Task<string> ReadAllTextAsync(string path) => Task.FromResult(File.ReadAllText(path));

        public static Task<string[]> ReadAllLinesAsync(string path) => Task.FromResult(File.ReadAllLines(path));
    }

    extension(File)
    {
        public static Task WriteAllTextAsync(string path, string text)
        {
            File.WriteAllText(path, text);
            return Task.CompletedTask;
        }

        public static Task AppendAllTextAsync(string path, string text)
        {
            File.AppendAllText(path, text);
            return Task.CompletedTask;
        }
    }

    extension(OperatingSystem)
    {
        public static bool IsWindows() => Environment.OSVersion.Platform == PlatformID.Win32NT;
    }

    extension(Path)
    {
        public static string GetFullPath(string path, string from) => Path.GetFullPath(Path.Combine(from, path));
    }

    extension(Directory)
    {
        public static DirectoryInfo CreateTempSubdirectory(string prefix = "") =>
            Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), prefix + Guid.NewGuid().ToString("N")));
    }
}
