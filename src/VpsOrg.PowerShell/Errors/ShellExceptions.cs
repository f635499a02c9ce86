namespace VpsOrg.PowerShell;

/// <summary>A shell needs somebody at a console, and there is none.</summary>
internal sealed class NoConsoleException : VpsException
{
    private NoConsoleException(string message)
        : base(message, new FailureContext())
    {
    }

    /// <summary>A host that is not known to have a console.</summary>
    internal static NoConsoleException In(string? host) =>
        new($"A shell needs a console, and the host '{TextCleaner.Shorten(TextCleaner.Neutralize(host ?? "none"), 80)}' is not known to have one. Nothing was sent.");

    /// <summary>A console whose input comes from a file or a program, or whose output goes there.</summary>
    internal static NoConsoleException Redirected(string stream) =>
        new($"A shell needs a console to type at and to look at, and the standard {stream} of this process is redirected. Nothing was sent.");
}

/// <summary>There is no <c>ssh</c> where it was looked for.</summary>
internal sealed class SshNotFoundException : VpsException
{
    private const string OnWindows = "Install it in an elevated prompt with: Add-WindowsCapability -Online -Name OpenSSH.Client~~~~0.0.1.0";
    private const string Elsewhere = "Install the OpenSSH client (Debian, Ubuntu: openssh-client; Fedora, RHEL: openssh-clients; macOS has it in /usr/bin)";

    private SshNotFoundException(string message, string advice)
        : base(message, new FailureContext()) => Advice = advice;

    /// <summary>How to get it on this system.</summary>
    internal string Advice { get; }

    /// <summary>None in the folders of PATH.</summary>
    internal static SshNotFoundException OnPath(bool isWindows) => new(
        "No folder of PATH holds the program ssh. Nothing was sent.", (isWindows ? OnWindows : Elsewhere) + ", or give its path with -SshPath.");

    /// <summary>None at the path that was given.</summary>
    internal static SshNotFoundException At(string path) => new(
        $"-SshPath: '{path}' is no file that can be run. Nothing was sent.", "Give the path of the program, or leave -SshPath out to find ssh on PATH.");
}

/// <summary>The system does not start the program that was found.</summary>
internal sealed class SshNotStartedException : VpsException
{
    internal SshNotStartedException(string program, Exception cause)
        : base($"'{program}' did not start: {cause.Message}", new FailureContext())
    {
    }
}

/// <summary>A server does not run, and what was asked for needs one that does.</summary>
internal sealed class ServerNotActiveException : VpsException
{
    internal ServerNotActiveException(VpsServer server)
        : base($"Server {server.Id} ('{server}') is '{TextCleaner.Neutralize(server.Status ?? "unknown")}': only an active server has a shell.", new FailureContext()) => Status = server.Status;

    /// <summary>What the API says of it.</summary>
    internal string? Status { get; }
}

/// <summary>A server of a sandbox is simulated: there is no computer to enter, and its address may be anybody's.</summary>
internal sealed class ServerSimulatedException : VpsException
{
    internal ServerSimulatedException(VpsServer server, string commandLine)
        : base($"Server {server.Id} ('{server}') is simulated: there is no computer to enter. On an account, this would start '{commandLine}'.", new FailureContext())
    {
    }
}

/// <summary>A server has no such address that could be connected to.</summary>
internal sealed class NoAddressException : VpsException
{
    private NoAddressException(string message)
        : base(message, new FailureContext())
    {
    }

    /// <summary>The API gives none.</summary>
    internal static NoAddressException None(VpsServer server, VpsAddressKind kind) =>
        new($"Server {server.Id} ('{server}') has no {kind}.");

    /// <summary>The API gives something that is none, which is passed on to nobody.</summary>
    internal static NoAddressException Unusable(VpsServer server, VpsAddressKind kind, string text) =>
        new($"Server {server.Id} ('{server}'): its {kind} is {TextCleaner.Shorten(TextCleaner.Neutralize(text), 80)}, which is no such address.");
}
