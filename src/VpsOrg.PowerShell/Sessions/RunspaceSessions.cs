using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace VpsOrg.PowerShell;

/// <summary>
/// The sessions of each runspace and which of them is its default. The table is the module's only static state: hosts
/// run many runspaces in one process, and a runspace that is gone takes its entry with it.
/// </summary>
internal sealed class RunspaceSessions
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceSessions> Table = new();

    private readonly List<VpsSession> _sessions = [];

    private RunspaceSessions()
    {
    }

    /// <summary>The sessions of the runspace that this thread serves.</summary>
    public static RunspaceSessions Current => Table.GetValue(Runspace.DefaultRunspace, _ => new RunspaceSessions());

    /// <summary>The session that commands use which name none.</summary>
    public VpsSession? Default { get; private set; }

    /// <summary>Every session that is still connected and was made here, or is the default here.</summary>
    public IReadOnlyList<VpsSession> All =>
        [.. _sessions.Where(session => session.IsConnected), .. Default is { IsConnected: true } given && !_sessions.Contains(given) ? [given] : Array.Empty<VpsSession>()];

    /// <summary>Whether a session is the default of the runspace that this thread serves; no on a thread that serves none.</summary>
    public static bool IsDefault(VpsSession session) =>
        Runspace.DefaultRunspace is { } runspace && Table.TryGetValue(runspace, out var sessions) && ReferenceEquals(sessions.Default, session);

    /// <summary>The session of a name, case aside; null where there is none.</summary>
    public VpsSession? Find(string name) => All.FirstOrDefault(session => SessionName.AreSame(session.Name, name));

    /// <exception cref="SessionNameExistsException">A session here has the name.</exception>
    public void RefuseTaken(string name)
    {
        if (Find(name) is { } other)
        {
            throw new SessionNameExistsException(other.Name, other.Place);
        }
    }

    /// <summary>Takes a session in.</summary>
    /// <param name="session">The session.</param>
    /// <param name="name">What it is to be called; null for a name made of its account.</param>
    /// <param name="makeDefault">Whether commands use it that name none.</param>
    public void Add(VpsSession session, string? name, bool makeDefault)
    {
        session.Call(name ?? SessionName.For(session, wished => Find(wished) is not null));
        _sessions.Add(session);
        if (makeDefault)
        {
            Default = session;
        }
    }

    /// <summary>Makes a session the default here, also one of another runspace.</summary>
    /// <exception cref="SessionNameExistsException">It is of another runspace, and a session here has its name.</exception>
    public void Select(VpsSession session)
    {
        if (!All.Contains(session))
        {
            RefuseTaken(session.Name);
        }

        Default = session;
    }

    /// <summary>Closes a session, wherever it was made, and forgets it here.</summary>
    public void Remove(VpsSession session)
    {
        session.Close();
        _sessions.Remove(session);
        if (ReferenceEquals(Default, session))
        {
            Default = null;
        }
    }

    /// <summary>Closes every session that was made here.</summary>
    public void RemoveAll()
    {
        foreach (var session in _sessions.ToArray())
        {
            Remove(session);
        }

        Default = null;
    }
}
