namespace VpsOrg.Demo;

/// <summary>A change is shown field by field first, then made.</summary>
internal static class Changing
{
    public static async Task PlayAsync(Stage stage)
    {
        var name = stage.Name("web-server-01");
        var shown = await stage.RunAsync<SetVpsServerCommand>(new { Name = name, Hostname = "web02.example.com", WhatIf = true }).ConfigureAwait(false);
        stage.Checks.That("-WhatIf shows the change", shown.Questions is [var question] && question.Text.Contains("hostname: web01.example.com -> web02.example.com", StringComparison.Ordinal));
        stage.Checks.That("-WhatIf sends no write", stage.Sandbox.CountRequests("PATCH", "servers/{id}/") == 0);

        var changed = await stage.RunAsync<SetVpsServerCommand>(new { Name = name, Hostname = "web02.example.com" }).ConfigureAwait(false);
        stage.Checks.That("the host name is changed, and nothing else", changed.IsJust(900000001) && changed.Servers()[0] is { Hostname: "web02.example.com" } server && server.Name == name);
        stage.Checks.That("only the field that was typed was sent", stage.Sandbox.Requests[^1].BodyText == """{"hostname":"web02.example.com"}""");

        var newName = stage.Name("db-main");
        var replaced = await stage.RunAsync<SetVpsServerCommand>(
            new { Id = 900000002, Replace = true, NewName = newName, Hostname = "db.example.com", BackupsEnabled = true }).ConfigureAwait(false);
        stage.Checks.That("the configuration is replaced", replaced.IsJust(900000002) && replaced.Servers()[0].Name == newName && replaced.Servers()[0].BackupsEnabled == true);
    }
}
