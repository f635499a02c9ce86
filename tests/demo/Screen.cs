namespace VpsOrg.Demo;

/// <summary>Shows what a command wrote, stream by stream.</summary>
internal static class Screen
{
    private static readonly Table<VpsServer> Servers = new(
        ("Id", server => server.Id),
        ("Name", server => server.Name),
        ("Status", server => server.Status),
        ("IPAddress", server => server.IPAddress),
        ("Location", server => server.Location),
        ("Plan", server => server.Plan),
        ("OS", server => server.OS));

    private static readonly Table<VpsSnapshot> Snapshots = new(
        ("Id", snapshot => snapshot.Id),
        ("Name", snapshot => snapshot.Name),
        ("ServerName", snapshot => snapshot.ServerName),
        ("Status", snapshot => snapshot.Status),
        ("SizeMB", snapshot => snapshot.SizeMB),
        ("CreatedAt", snapshot => snapshot.CreatedAtUtc));

    private static readonly Table<VpsBackup> Backups = new(
        ("Id", backup => backup.Id),
        ("ServerName", backup => backup.ServerName),
        ("Type", backup => backup.Type),
        ("Status", backup => backup.Status),
        ("CreatedAt", backup => backup.CreatedAtUtc),
        ("ExpiresAt", backup => backup.ExpiresAtUtc));

    private static readonly Table<VpsAccount> Accounts = new(
        ("Email", account => account.Email),
        ("FullName", account => account.FullName),
        ("Permissions", account => string.Join(", ", account.Permissions)));

    private static readonly Table<VpsServerDifference> Differences = new(
        ("Name", difference => difference.Name),
        ("Kind", difference => difference.Kind),
        ("Property", difference => difference.Property),
        ("Desired", difference => difference.Desired),
        ("Actual", difference => difference.Actual));

    private static readonly Table<VpsSyncResult> Results = new(
        ("Name", result => result.Name),
        ("Outcome", result => result.Outcome),
        ("Changes", result => result.Changes));

    public static void Show(CommandResult result, bool withObjects)
    {
        foreach (var question in result.Invocation.BoundParameters.ContainsKey("WhatIf") ? result.Questions : [])
        {
            Console.WriteLine($"What if: {question.Text}");
        }

        foreach (var line in result.Shown)
        {
            Console.WriteLine(line);
        }

        foreach (var warning in result.Warnings)
        {
            Console.WriteLine($"WARNING: {warning}");
        }

        if (withObjects)
        {
            Servers.Write(result.Objects.OfType<VpsServer>().ToArray());
            Snapshots.Write(result.Objects.OfType<VpsSnapshot>().ToArray());
            Backups.Write(result.Objects.OfType<VpsBackup>().ToArray());
            Accounts.Write(result.Objects.OfType<VpsAccount>().ToArray());
            Differences.Write(result.Objects.OfType<VpsServerDifference>().ToArray());
            Results.Write(result.Objects.OfType<VpsSyncResult>().ToArray());
        }

        foreach (var error in result.Errors.Append(result.TerminatingError).OfType<ErrorRecord>())
        {
            Console.WriteLine($"ERROR {error.FullyQualifiedErrorId.Split(',')[0]}: {error}");
        }
    }
}
