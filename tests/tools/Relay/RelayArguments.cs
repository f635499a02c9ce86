using System.Globalization;

namespace VpsOrg.Relay;

/// <summary>What the command line says.</summary>
internal sealed class RelayArguments
{
    public const string Usage = """
        Usage: VpsOrg.Relay --certificate PATH [options]
        An API on this machine as if it were far away: TLS on 127.0.0.1, every byte held back on its way.
        The first line of output names its address.

          --certificate PATH    where to write the certificate to trust; it is made anew for each run
          --to URL              the API, http on this machine (default: a sandbox of its own)
          --servers N           servers of the sandbox of its own (default 10)
          --round-trip-ms N     milliseconds there and back (default 20); a connection takes as long once more to open
          --port N              TCP port (default 0: any free one)
          --until-stdin-closes  end when standard input closes, as it does when the parent dies
          --help                show this

        It runs until Ctrl-C or SIGTERM.
        """;

    private RelayArguments()
    {
    }

    public Uri? To { get; private set; }

    public string? CertificatePath { get; private set; }

    public int Servers { get; private set; } = 10;

    public TimeSpan RoundTrip { get; private set; } = TimeSpan.FromMilliseconds(20);

    public int Port { get; private set; }

    public bool UntilStdinCloses { get; private set; }

    public bool Help { get; private set; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown, or its value is; the message says what is allowed.</exception>
    public static RelayArguments Parse(IEnumerable<string> arguments)
    {
        var parsed = new RelayArguments();
        using var rest = arguments.GetEnumerator();
        while (rest.MoveNext())
        {
            parsed.Take(rest.Current, () => rest.MoveNext() ? rest.Current : null);
        }

        return parsed.Help || parsed.CertificatePath is not null ? parsed : throw new ArgumentException("--certificate is missing.");
    }

    /// <summary>The relay reads what passes, so nothing of another machine may pass.</summary>
    private static Uri Nearby(string name, string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback
            ? address
            : throw new ArgumentException($"{name} takes an http address of this machine, such as http://127.0.0.1:8080/api/v1/.");

    private static int Whole(string name, string? text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= most
            ? value
            : throw new ArgumentException($"{name} takes a whole number from 0 to {most}.");

    private static string Text(string name, string? text) =>
        string.IsNullOrWhiteSpace(text) ? throw new ArgumentException($"{name} takes a text that is not blank.") : text;

    private void Take(string name, Func<string?> value)
    {
        switch (name)
        {
            case "--to": To = Nearby(name, value()); break;
            case "--certificate": CertificatePath = Text(name, value()); break;
            case "--servers": Servers = Whole(name, value(), 1_000_000); break;
            case "--round-trip-ms": RoundTrip = TimeSpan.FromMilliseconds(Whole(name, value(), 60_000)); break;
            case "--port": Port = Whole(name, value(), 65535); break;
            case "--until-stdin-closes": UntilStdinCloses = true; break;
            case "--help": Help = true; break;
            default: throw new ArgumentException($"Unknown option '{name}'.");
        }
    }
}
