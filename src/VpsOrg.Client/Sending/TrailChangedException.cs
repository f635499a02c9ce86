namespace VpsOrg.Client;

/// <summary>An order was not begun: meanwhile the trail tells of another process's order of that name. Never leaves the client.</summary>
internal sealed class TrailChangedException : Exception;
