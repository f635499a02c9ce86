using System.Net;
using System.Net.Sockets;

namespace VpsOrg.PowerShell.Tests;

/// <summary>Attempts at the ports of a rehearsal's servers that take no time of the network.</summary>
internal static class Probes
{
    /// <summary>A port that the sandbox says is open accepts at once, with no socket; so only ports that need say nothing can be waited for.</summary>
    /// <param name="rehearsal">Whose servers.</param>
    /// <param name="tried">Called with each address that is tried, on any thread.</param>
    public static void ProbeAtOnce(this Rehearsal rehearsal, Action<string>? tried = null) => rehearsal.ProbeWith((_, _) => Task.CompletedTask, tried);

    /// <summary>A port that the sandbox says is open is connected in the test's own way.</summary>
    public static void ProbeWith(this Rehearsal rehearsal, Func<Socket, IPEndPoint, Task> connect, Action<string>? tried = null)
    {
        Task<IReadOnlyList<IPEndPoint>> Find(string host, int port)
        {
            tried?.Invoke(host);
            return rehearsal.Account.FindPort(host, port) is { } end
                ? Task.FromResult<IReadOnlyList<IPEndPoint>>([end])
                : Task.FromException<IReadOnlyList<IPEndPoint>>(new SocketException((int)SocketError.ConnectionRefused));
        }

        rehearsal.Session.Keep(session => new TcpPortProbe(session.Clock, Find, connect)); // Before a command makes its own.
    }

    /// <summary>
    /// Lets time pass, a little at a time and only while nobody is at work, until a command has ended: a wait for ports has looks
    /// and attempts side by side, and neither may be hurried by the rests of the other. While nobody is at work there are the limit of
    /// each wait, the pause of each of its ports, and one rest between two looks; a wait that has ended takes its own along.
    /// </summary>
    /// <param name="rehearsal">Whose time.</param>
    /// <param name="ending">The command.</param>
    /// <param name="waits">How many servers are waited for at once, at first: before all are, no time passes.</param>
    /// <param name="ports">How many ports of each.</param>
    public static async Task<CommandResult> PassUntilEndAsync(this Rehearsal rehearsal, Task<CommandResult> ending, int waits = 1, int ports = 1)
    {
        var step = rehearsal.Poll < TimeSpan.FromSeconds(1) ? rehearsal.Poll : TimeSpan.FromSeconds(1);
        Task UntilAtRestAsync(int fewest) => rehearsal.Clock.UntilDelaysAsync(delays =>
        {
            var limits = delays.Count(delay => delay > rehearsal.Poll);
            return limits >= fewest && delays.Count - limits == (limits * ports) + 1; // More are left of a wait whose limit is over.
        });
        var atRest = UntilAtRestAsync(waits);
        while (await Task.WhenAny(ending, atRest) == atRest)
        {
            await atRest; // Where the watchdog ended it, the test ends.
            rehearsal.Clock.Advance(step);
            atRest = UntilAtRestAsync(fewest: 1);
        }

        return await ending.Guarded();
    }

    /// <summary>The same for a command that begins now.</summary>
    public static Task<CommandResult> ReachAsync<TCommand>(this Rehearsal rehearsal, object parameters, IEnumerable<object?>? input = null, int waits = 1, int ports = 1)
        where TCommand : PSCmdlet, new() =>
        rehearsal.PassUntilEndAsync(rehearsal.Shell.RunAsync<TCommand>(parameters, input), waits, ports);

    /// <summary>The servers that a command writes, which must not fail.</summary>
    public static IReadOnlyList<VpsServer> Reached(this CommandResult result)
    {
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        return result.Servers();
    }

    /// <summary>Gives servers a port that accepts, and never needs to say anything.</summary>
    public static void AddPort(this Rehearsal rehearsal, double opensAfterSec = 0, object? server = null, SandboxPortKind kind = SandboxPortKind.Silent, int number = 443) =>
        rehearsal.Account.AddPort(new SandboxPort { Number = number, Server = server?.ToString(), Kind = kind, OpensAfter = TimeSpan.FromSeconds(opensAfterSec) });
}
