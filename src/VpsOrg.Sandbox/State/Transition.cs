namespace VpsOrg.Sandbox;

/// <summary>A change of status that ends by itself.</summary>
internal sealed class Transition(ServerRecord server, string target, DateTimeOffset dueAt)
{
    public ServerRecord Server { get; } = server;

    public string Target { get; } = target;

    public DateTimeOffset DueAt { get; } = dueAt;

    /// <summary>False once something else happened to the server.</summary>
    public bool IsCurrent => ReferenceEquals(Server.Pending, this);
}
