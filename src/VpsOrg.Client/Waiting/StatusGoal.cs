namespace VpsOrg.Client;

/// <summary>Waits for a status.</summary>
internal sealed class StatusGoal(VpsId serverId, string status) : WaitGoal(serverId)
{
    public override string Description => $"status '{status}'";

    public override string Status => status;

    protected override bool IsReachedBy(VpsServer server, TimeSpan elapsed) => VpsServerStatus.AreSame(server.Status, status);
}
