using System.Globalization;

namespace VpsOrg.Sandbox.Hosting;

/// <summary>What the command line says.</summary>
internal sealed class ServerArguments
{
    public const string Usage = """
        Usage: VpsOrg.SandboxServer [options]
        A simulated VPS.org account on 127.0.0.1. The first line of output names its address.

          --port N               TCP port (default 0: any free one)
          --token T              the bearer token it accepts (default vps_sandbox)
          --servers N            servers at first (default 2: those of the documentation)
          --first-id N           id of the first server (default 12345, as in the documentation)
          --uuid-ids             number servers, snapshots and backups by UUIDs
          --page-size N          answer unpaged list requests with N servers only
          --link-pages           add next and previous to list answers
          --delay-sec X          seconds that provisioning, starting, stopping and rebooting take (default 2)
          --snapshot-delay-sec X seconds that a snapshot takes (default: as --delay-sec)
          --restore-delay-sec X  seconds that a restore takes (default: as --delay-sec)
          --latency-ms N         milliseconds that every request takes (default 0)
          --list-lag-sec X       seconds until a list shows a new server or snapshot (default 0)
          --detail-lag-sec X     seconds until a new server's detail is found (default 0)
          --rate-limit N         requests that are answered in any second; the rest get 429 (default: all)
          --no-retry-after       leave Retry-After out of these 429
          --credits X            money of the account (default 1000)
          --no-account-endpoint  answer 404 to account/me/
          --until-stdin-closes   end when standard input closes, as it does when the parent dies
          --help                 show this

        It runs until Ctrl-C or SIGTERM.
        """;

    private const NumberStyles Decimals = NumberStyles.AllowDecimalPoint;

    private ServerArguments()
    {
    }

    public SandboxOptions Options { get; } = new();

    public int Port { get; private set; }

    public bool UntilStdinCloses { get; private set; }

    public bool Help { get; private set; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or its value is; the message says what is allowed.</exception>
    public static ServerArguments Parse(IEnumerable<string> arguments)
    {
        var parsed = new ServerArguments();
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            parsed.Take(rest.Current, () => rest.MoveNext() ? rest.Current : null);
        }

        return parsed;
    }

    private static int Whole(string name, string? text, int least, int most = int.MaxValue) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new ArgumentException($"{name} takes a whole number from {least} to {most}{Instead(text)}.");

    private static decimal Amount(string name, string? text, decimal most) =>
        decimal.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var value) && value <= most
            ? value
            : throw new ArgumentException($"{name} takes a number from 0 to {most}, such as 2.5{Instead(text)}.");

    private static TimeSpan Seconds(string name, string? text) => TimeSpan.FromSeconds((double)Amount(name, text, 1_000_000));

    private static string Text(string name, string? text) =>
        string.IsNullOrWhiteSpace(text) ? throw new ArgumentException($"{name} takes a text that is not blank.") : text;

    private static string Instead(string? text) => text is null ? "" : $", not '{text}'";

    private void Take(string name, Func<string?> value)
    {
        switch (name)
        {
            case "--port": Port = Whole(name, value(), 0, 65535); break;
            case "--token": Options.Token = Text(name, value()); break;
            case "--servers": Options.ServerCount = Whole(name, value(), 0); break;
            case "--first-id": Options.FirstServerId = Whole(name, value(), 1); break;
            case "--uuid-ids": Options.ServerIds = SandboxServerIds.Uuid; break;
            case "--page-size": Options.PageSize = Whole(name, value(), 1); break;
            case "--link-pages": Options.LinkPages = true; break;
            case "--delay-sec": Options.TransitionDelay = Seconds(name, value()); break;
            case "--snapshot-delay-sec": Options.SnapshotDelay = Seconds(name, value()); break;
            case "--restore-delay-sec": Options.RestoreDelay = Seconds(name, value()); break;
            case "--latency-ms": Options.Latency = TimeSpan.FromMilliseconds(Whole(name, value(), 0)); break;
            case "--list-lag-sec": Options.ListLag = Seconds(name, value()); break;
            case "--detail-lag-sec": Options.DetailLag = Seconds(name, value()); break;
            case "--rate-limit": Options.RequestsPerSecond = Whole(name, value(), 1); break;
            case "--no-retry-after": Options.RetryAfterSec = null; break;
            case "--credits": Options.Credits = Amount(name, value(), 1_000_000_000_000); break;
            case "--no-account-endpoint": Options.HasAccountEndpoint = false; break;
            case "--until-stdin-closes": UntilStdinCloses = true; break;
            case "--help": Help = true; break;
            default: throw new ArgumentException($"Unknown option '{name}'.");
        }
    }
}
