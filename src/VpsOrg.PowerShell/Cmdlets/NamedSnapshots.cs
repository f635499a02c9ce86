namespace VpsOrg.PowerShell;

/// <summary>Leads from what names snapshots to the snapshots themselves. What is wrong with one never stops the rest.</summary>
/// <param name="sessions">Which session to look in.</param>
/// <param name="finder">Finds snapshots.</param>
/// <param name="fail">Is told of a failure, and what it is about.</param>
internal sealed class NamedSnapshots(Func<SessionChoice> sessions, SnapshotFinder finder, Action<Exception, ErrorSubject> fail)
{
    /// <summary>Does something with each snapshot that references name, one after another.</summary>
    public void Visit(IEnumerable<Func<SnapshotReference>> references, Action<SnapshotTarget> act)
    {
        foreach (var read in references)
        {
            var subject = new ErrorSubject();
            try
            {
                var reference = read();
                subject = reference.Subject;
                var session = sessions().Of(reference.Snapshot);
                subject = subject with { Place = session.Place };
                var target = finder.Find(reference, session);
                subject = target.Subject;
                act(target);
            }
            catch (Exception exception) when (ErrorRecords.Knows(exception))
            {
                fail(exception, subject);
            }
        }
    }

    /// <summary>The same with the snapshots of a server that have one of these names.</summary>
    public void Visit(ServerTarget server, IEnumerable<string> names, Action<SnapshotTarget> act)
    {
        foreach (var name in names)
        {
            var subject = (server.Subject with { Target = name }).WithSnapshots();
            try
            {
                var target = finder.Find(server, name);
                subject = target.Subject;
                act(target);
            }
            catch (Exception exception) when (ErrorRecords.Knows(exception))
            {
                fail(exception, subject);
            }
        }
    }
}
