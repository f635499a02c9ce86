using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VpsOrg.Sandbox;

namespace VpsOrg.PowerShell;

/// <summary>The ports that a server is to have open, as the parameters of a command say it.</summary>
/// <param name="numbers">The ports.</param>
/// <param name="address">At which of the server's addresses.</param>
internal sealed class WantedPorts(IEnumerable<int> numbers, VpsAddressKind address)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly int[] _numbers = [.. numbers.Distinct()];

    /// <summary>The status in which a server can have any port open.</summary>
    public static string Status => VpsServerStatus.Active;

    /// <summary>The port that is to speak SSH.</summary>
    public int SshPort { get; init; } = TcpPortProbe.Ssh;

    /// <summary>What is waited for, in words: <c>active and port 22 is open</c>.</summary>
    public string Wish => $"{Status} and {ReachPlan.NamesOf(_numbers)} {(_numbers.Length == 1 ? "is" : "are")} open";

    /// <summary>A goal that is reached once another is, and the ports are open; after a reboot, open again.</summary>
    public WaitGoal With(WaitGoal status, VpsSession session)
    {
        var poll = session.Client.Options.PollInterval;
        var plan = new ReachPlan(_numbers, address)
        {
            AfterRestart = status is RebootGoal { WasAway: false },
            Interval = session.IsSandbox && poll < LongestPause ? poll : LongestPause, // A rehearsal does not wait longer than the sandbox needs.
        };
        var probe = SshPort == TcpPortProbe.Ssh ? session.Keep(one => MakeProbe(one, TcpPortProbe.Ssh)) : MakeProbe(session, SshPort);
        return new ReachableGoal(status, plan, probe, session.Clock);
    }

    /// <summary>As a command line says it: <c>-TcpPort 22,443 -Address Hostname</c>.</summary>
    public override string ToString()
    {
        var ports = string.Join(",", _numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        return $"-TcpPort {ports}{(address == VpsAddressKind.IPAddress ? null : $" -Address {address}")}";
    }

    /// <summary>One a session, so that a name that is still being resolved is not asked for again. The servers of a sandbox are nowhere but in it.</summary>
    private static TcpPortProbe MakeProbe(VpsSession session, int sshPort) => session.Sandbox is { } sandbox
        ? new TcpPortProbe(session.Clock, (host, port) => Find(sandbox, host, port)) { SshPort = sshPort }
        : new TcpPortProbe(session.Clock) { SshPort = sshPort };

    private static Task<IReadOnlyList<IPEndPoint>> Find(SandboxAccount sandbox, string host, int port) => sandbox.FindPort(host, port) is { } end
        ? Task.FromResult<IReadOnlyList<IPEndPoint>>([end])
        : Task.FromException<IReadOnlyList<IPEndPoint>>(new SocketException((int)SocketError.ConnectionRefused));
}
