using System.Diagnostics;

namespace System.IO;

/// <summary>Who may do what with a file, on systems that have such modes.</summary>
[Flags]
internal enum UnixFileMode
{
    None = 0,
    OtherExecute = 1,
    OtherWrite = 2,
    OtherRead = 4,
    GroupExecute = 8,
    GroupWrite = 16,
    GroupRead = 32,
    UserExecute = 64,
    UserWrite = 128,
    UserRead = 256,
}

/// <summary>Asks the system's own programs, where .NET Framework knows no modes.</summary>
internal static class UnixFiles
{
    extension(File)
    {
        public static UnixFileMode GetUnixFileMode(string path) => (UnixFileMode)Convert.ToInt32(Ask("stat", $"-c %a \"{path}\""), 8);

        public static void SetUnixFileMode(string path, UnixFileMode mode) => Ask("chmod", $"{Convert.ToString((int)mode, 8)} \"{path}\"");
    }

    extension(Environment)
    {
        public static bool IsPrivilegedProcess => Environment.OSVersion.Platform == PlatformID.Unix && Ask("id", "-u") == "0";

        public static int ProcessId
        {
            get
            {
                using var own = Process.GetCurrentProcess();
                return own.Id;
            }
        }
    }

    private static string Ask(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? said : throw new IOException($"{program} {arguments} ended with {process.ExitCode}.");
    }
}
