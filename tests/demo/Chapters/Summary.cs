namespace VpsOrg.Demo;

/// <summary>What the sandbox saw.</summary>
internal static class Summary
{
    private static readonly string[] Endpoints =
    [
        "GET servers/", "POST servers/", "GET servers/{id}/", "PUT servers/{id}/", "PATCH servers/{id}/", "DELETE servers/{id}/",
        "POST servers/{id}/start/", "POST servers/{id}/stop/", "POST servers/{id}/reboot/",
        "GET snapshots/", "POST snapshots/", "POST snapshots/{id}/restore/", "DELETE snapshots/{id}/", "GET backups/", "GET account/me/",
    ];

    public static void Play(Stage stage)
    {
        Stage.Say("$vps.Sandbox.RequestSummary   # every endpoint, as the sandbox counted them");
        foreach (var line in stage.Sandbox.RequestSummary)
        {
            Console.WriteLine(line);
        }

        foreach (var endpoint in Endpoints)
        {
            stage.Checks.That($"{endpoint} was called", stage.Sandbox.RequestSummary.Any(line => line.StartsWith(endpoint + ": ", StringComparison.Ordinal)));
        }
    }
}
