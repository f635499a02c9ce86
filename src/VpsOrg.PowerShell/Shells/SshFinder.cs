using System.Runtime.InteropServices;
using System.Text;

namespace VpsOrg.PowerShell;

/// <summary>
/// Finds <c>ssh</c> in the folders of PATH, then in those of the system, and nowhere else: what lies in the current folder
/// may be anybody's, and .NET and Windows would look there first.
/// </summary>
/// <param name="SearchPath">The value of PATH; null where it is not set.</param>
/// <param name="IsWindows">Whether folders, and what is a program, are Windows'.</param>
/// <param name="IsProgram">Whether a path is that of a file that may be run.</param>
internal sealed record SshFinder(string? SearchPath, bool IsWindows, Func<string, bool> IsProgram)
{
    private const int MayRun = 1;

    /// <summary>By the environment of this process, as it is now.</summary>
    public static SshFinder OfThisProcess => IsWindowsHere
        ? new(Environment.GetEnvironmentVariable("PATH"), IsWindows: true, File.Exists) { SystemFolders = WindowsFolders }
        : new(Environment.GetEnvironmentVariable("PATH"), IsWindows: false, path => File.Exists(path) && access(Encoding.UTF8.GetBytes(path + '\0'), MayRun) == 0);

    /// <summary>Where the system itself keeps an ssh, whatever PATH says.</summary>
    public IReadOnlyList<string> SystemFolders { get; init; } = [];

    /// <summary>Where Windows keeps its own. To a 32-bit process System32 is another folder, and Sysnative is the one meant; no other process sees that.</summary>
    private static IReadOnlyList<string> WindowsFolders =>
    [
        Environment.GetFolderPath(Environment.SpecialFolder.System) + @"\OpenSSH",
        Environment.GetFolderPath(Environment.SpecialFolder.Windows) + @"\Sysnative\OpenSSH",
    ];

    private static bool IsWindowsHere => Path.DirectorySeparatorChar == '\\';

    /// <summary>The first <c>ssh</c>.</summary>
    /// <exception cref="SshNotFoundException">There is none.</exception>
    public string Find() => Folders.Concat(SystemFolders).Select(folder => folder + (IsWindows ? @"\ssh.exe" : "/ssh")).FirstOrDefault(IsProgram)
        ?? throw SshNotFoundException.OnPath(IsWindows);

    /// <summary>The program at a path that the user gave.</summary>
    /// <exception cref="SshNotFoundException">There is none.</exception>
    /// <exception cref="ArgumentException">It is a script that Windows would hand to its command shell, which reads arguments once more.</exception>
    public string At(string path)
    {
        if (!IsProgram(path))
        {
            throw SshNotFoundException.At(path);
        }

        // A name that ends in dots or spaces is another one to Windows, so what is allowed is named, not what is forbidden.
        return !IsWindows || path.EndsWith(".exe", StringComparison.OrdinalIgnoreCase)
            ? path
            : throw new ArgumentException($"-SshPath: '{path}' is no program: on Windows its name must end in .exe.");
    }

    /// <summary>The whole paths in PATH. An empty or a relative entry would be a folder below the current one.</summary>
    private IEnumerable<string> Folders => (SearchPath ?? string.Empty)
        .Split(IsWindows ? ';' : ':')
        .Select(entry => IsWindows ? entry.Trim().Trim('"').TrimEnd('\\', '/') : entry.TrimEnd('/'))
        .Where(folder => IsWindows ? IsWholeOnWindows(folder) : folder.StartsWith("/", StringComparison.Ordinal));

    /// <summary>A folder of a drive or of a share: <c>C:tools</c> and <c>\tools</c> depend on where the process stands.</summary>
    private static bool IsWholeOnWindows(string folder) =>
        folder.StartsWith(@"\\", StringComparison.Ordinal)
        || (folder.Length >= 3 && folder[1] == ':' && folder[2] is '\\' or '/' && char.ToUpperInvariant(folder[0]) is >= 'A' and <= 'Z');

    /// <summary>The C library's word on whether this process may run a file; .NET Standard has none.</summary>
    [DllImport("libc", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int access(byte[] path, int mode);
}
