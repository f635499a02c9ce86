using System.Reflection;
using System.Runtime.ExceptionServices;

namespace VpsOrg.Client;

/// <summary>
/// Opens files so that a new one is readable by its owner only. Where the platform can make it so at once (.NET 7 and later on
/// Linux and macOS) it is asked to; netstandard2.0 does not know that option, so it is found by name. Windows inherits the
/// rights of the folder.
/// </summary>
internal static class PrivateFile
{
    private const int OwnerReadsAndWrites = 384; // 0600

    private static readonly Type? Options = Path.DirectorySeparatorChar == '/' ? typeof(FileStream).Assembly.GetType("System.IO.FileStreamOptions") : null;

    private static readonly PropertyInfo? CreateMode = Options?.GetProperty("UnixCreateMode");

    /// <summary>Opens a file without a buffer.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        if (Options is not { } type || CreateMode is null)
        {
            return new FileStream(path, mode, access, share, bufferSize: 1);
        }

        var options = Activator.CreateInstance(type)!;
        void Set(string name, object value) => type.GetProperty(name)!.SetValue(options, value);
        Set("Mode", mode);
        Set("Access", access);
        Set("Share", share);
        Set("BufferSize", 1);
        CreateMode.SetValue(options, Enum.ToObject(Nullable.GetUnderlyingType(CreateMode.PropertyType)!, OwnerReadsAndWrites));
        try
        {
            return (FileStream)Activator.CreateInstance(typeof(FileStream), path, options)!;
        }
        catch (TargetInvocationException exception)
        {
            ExceptionDispatchInfo.Capture(exception.InnerException!).Throw();
            throw;
        }
    }
}
