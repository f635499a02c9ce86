namespace VpsOrg.PowerShell;

/// <summary>Leads from what names servers to the servers themselves. What is wrong with one never stops the rest.</summary>
/// <param name="sessions">Which session to look in.</param>
/// <param name="finder">Finds servers by name.</param>
/// <param name="expect">Is told how many more servers there are than was known.</param>
internal sealed class NamedServers(Func<SessionChoice> sessions, ServerFinder finder, Action<int> expect)
{
    /// <summary>Does something with each server that references name, one after another.</summary>
    /// <param name="references">Each is read when its turn comes, because it may be wrong.</param>
    /// <param name="act">What is done with one.</param>
    /// <param name="fail">Is told of a failure, and what it is about.</param>
    public void Visit(IEnumerable<Func<ServerReference>> references, Action<ServerTarget> act, Action<Exception, ErrorSubject> fail)
    {
        var named = references.ToArray();
        expect(named.Length);
        foreach (var read in named)
        {
            var subject = new ErrorSubject();
            try
            {
                var reference = read();
                subject = reference.Subject;
                var session = sessions().Of(reference.Server);
                subject = subject with { Place = session.Place };
                var targets = finder.Find(reference, session).ToArray();
                expect(targets.Length - 1);
                foreach (var target in targets)
                {
                    subject = target.Subject;
                    act(target);
                }
            }
            catch (Exception exception) when (ErrorRecords.Knows(exception))
            {
                fail(exception, subject);
            }
        }
    }
}
