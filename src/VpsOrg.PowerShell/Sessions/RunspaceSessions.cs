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

    /// <summary>Every session that was made here and is still connected.</summary>
    public IReadOnlyList<VpsSession> All => _sessions.FindAll(session => session.IsConnected);

    public void Add(VpsSession session, bool makeDefault)
    {
        _sessions.Add(session);
        if (makeDefault)
        {
            Default = session;
        }
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
