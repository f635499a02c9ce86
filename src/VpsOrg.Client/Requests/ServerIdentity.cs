namespace VpsOrg.Client;

/// <summary>The server that a write is for.</summary>
/// <param name="Id">The server's id, 1 or greater.</param>
/// <param name="Name">The name that it must have besides, case aside; null where the id alone counts.</param>
internal readonly record struct ServerIdentity(VpsId Id, string? Name = null);
