using VpsOrg.Sandbox.Hosting;

namespace VpsOrg.PowerShell.Tests;

/// <summary>
/// A rehearsal over a real socket, connected to as any account is: nothing tells the commands that a sandbox answers. Time stands still
/// there, too, until a test moves it.
/// </summary>
internal sealed class SocketRehearsal : IAsyncDisposable
{
    private readonly SandboxServer _server;

    private SocketRehearsal(SandboxServer server, Rehearsal rehearsal)
    {
        _server = server;
        Rehearsal = rehearsal;
    }

    public Rehearsal Rehearsal { get; }

    /// <summary>Listens and connects; no request is sent before the first command.</summary>
    /// <param name="ids">What kind of ids the servers have.</param>
    /// <param name="delaySec">How long a server takes to start, stop or be made.</param>
    public static async Task<SocketRehearsal> StartAsync(SandboxServerIds ids, double delaySec = 20)
    {
        var clock = new ManualClock();
        var token = $"vps_{Guid.NewGuid():N}"; // An account of its own: the process remembers what it ordered where, and ports come back.
        var server = await SandboxServer.StartAsync(new SandboxOptions
        {
            Token = token,
            ServerIds = ids,
            TransitionDelay = TimeSpan.FromSeconds(delaySec),
            Clock = new SandboxClock(() => clock.UtcNow, clock.Delay),
        });
        var shell = new Shell { Clock = clock };
        var sessions = await shell.GetAsync<ConnectVpsCommand, VpsSession>(
            new { Token = SecretText.Of(token), ApiUri = server.BaseAddress, MaximumRetryCount = 0, SkipTokenCheck = true });
        return new SocketRehearsal(server, new Rehearsal(shell, sessions.Single(), clock, server.Account));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
