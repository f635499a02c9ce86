namespace VpsOrg.Client;

/// <summary>The starts that a trail says are owed: neither paid since, nor made void by another start or by the server's deletion.</summary>
/// <param name="isOurs">Whether a line is of this account.</param>
internal sealed class TrailDebts(Func<TrailLine, bool> isOurs)
{
    private readonly Dictionary<string, StartDebt> _open = new(StringComparer.Ordinal);

    /// <summary>Those that are open.</summary>
    public IReadOnlyList<StartDebt> Open => [.. _open.Values];

    /// <summary>Takes the next line.</summary>
    public void Take(string text)
    {
        var mayMatter = text.IndexOf("\"start", StringComparison.Ordinal) >= 0 || text.IndexOf("\"delete\"", StringComparison.Ordinal) >= 0;
        if (!mayMatter || TrailLineReader.Read(text) is not { } line || line.Text("write") is not { } write || !isOurs(line))
        {
            return;
        }

        switch ((line.Text("phase"), line.Text("verb")))
        {
            case ("begin", StartDebts.Verb):
                Begin(write, line);
                break;
            case ("end", StartDebts.Verb) when line.Text("outcome") == StartDebts.Owed && _open.TryGetValue(write, out var debt):
                _open[write] = debt with { IsGivenUp = true };
                break;
            case ("end" or "settled", StartDebts.Verb):
                _open.Remove(write);
                break;
            case ("end", "start" or "delete") when line.Text("outcome") == "done" && line.Id("id") is { } id:
                Forget(id);
                break;
        }
    }

    private void Begin(string write, TrailLine line)
    {
        if (line.Id("id") is { } id && line.Time("time") is { } time)
        {
            _open[write] = new StartDebt(write, new ServerIdentity(id, line.Text("name")), time, line.Owner) { Due = line.Time("due") };
        }
    }

    private void Forget(VpsId id)
    {
        foreach (var debt in _open.Values.Where(debt => debt.Server.Id == id).ToArray())
        {
            _open.Remove(debt.Write);
        }
    }
}
