namespace VpsOrg.PowerShell;

/// <summary>No server of the account has this name.</summary>
public sealed class ServerNotFoundException : Exception
{
    internal ServerNotFoundException(string name, VpsSession session)
        : base($"No server named '{TextCleaner.Shorten(TextCleaner.Neutralize(name), 80)}' at {session.Place}.")
    {
    }
}
