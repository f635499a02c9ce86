using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>The servers and backups that an account starts with: the same ones every time.</summary>
internal sealed class Seeder(Fleet fleet, Backups backups)
{
    private static readonly DateTimeOffset FirstGenerated = new(2025, 1, 13, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LatestBackup = new(2025, 1, 16, 3, 0, 0, TimeSpan.Zero);

    public void Seed(int count)
    {
        if (count > 0)
        {
            var server = WebServer();
            fleet.Add(server);
            BackUp(server);
        }

        if (count > 1)
        {
            fleet.Add(DatabaseServer());
        }

        Generate(count - 2);
    }

    public void Generate(int count)
    {
        for (var made = 0; made < count; made++)
        {
            var server = Generated(fleet.TakeKey());
            fleet.Add(server);
            if (server.BackupsEnabled)
            {
                backups.Add(Automatic(backups.TakeKey(), server, LatestBackup));
            }
        }
    }

    private static ServerRecord Generated(ItemKey key)
    {
        var number = key.Number.ToString("D3", CultureInfo.InvariantCulture);
        var created = FirstGenerated.AddMinutes(key.Number);
        return new ServerRecord(
            key,
            "app-server-" + number,
            Catalogue.Plans[key.Number % Catalogue.Plans.Count],
            Catalogue.Oses[key.Number % Catalogue.Oses.Count],
            Catalogue.Locations[key.Number % Catalogue.Locations.Count])
        {
            Hostname = key.Number % 3 == 0 ? null : $"app{number}.example.com",
            Status = StatusOf(key.Number),
            BackupsEnabled = key.Number % 2 == 0,
            CreatedAt = created,
            UpdatedAt = created.AddHours(key.Number % 48),
        };
    }

    /// <summary>Every night at three, kept for a month.</summary>
    private static BackupRecord Automatic(ItemKey key, ServerRecord server, DateTimeOffset createdAt) => new(key, server, BackupType.Automatic, createdAt)
    {
        SizeMB = BackupRecord.UsualSizeMB(server),
        ExpiresAt = createdAt.AddMonths(1),
        Description = "Automatic daily backup",
    };

    private static string StatusOf(int number) =>
        number % 11 == 0 ? ServerStatus.Suspended : number % 5 == 0 ? ServerStatus.Stopped : ServerStatus.Active;

    /// <summary>The documentation's detail example. Its list example dates <c>updated_at</c> a day earlier; a server has only one such time.</summary>
    private ServerRecord WebServer() => new(fleet.KeyOf(1), "web-server-01", Catalogue.Plans[0], Catalogue.FindOs(5)!, "us-west")
    {
        Hostname = "web01.example.com",
        BackupsEnabled = true,
        FullUsage = new ResourceUsage(23.5, 2048, 35, 450),
        CreatedAt = new DateTimeOffset(2025, 1, 10, 14, 30, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2025, 1, 16, 15, 45, 0, TimeSpan.Zero),
    };

    /// <summary>The second server of the documentation's list example; what only a detail shows is made up.</summary>
    private ServerRecord DatabaseServer() => new(fleet.KeyOf(2), "db-server-01", Catalogue.Plans[1], Catalogue.FindOs(3)!, "us-east")
    {
        Hostname = "db01.example.com",
        FullUsage = new ResourceUsage(41.2, 5120, 96, 1210),
        CreatedAt = new DateTimeOffset(2025, 1, 12, 9, 15, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2025, 1, 16, 8, 45, 0, TimeSpan.Zero),
    };

    /// <summary>The documentation's backups.</summary>
    private void BackUp(ServerRecord server)
    {
        backups.Add(Automatic(backups.KeyOf(1), server, LatestBackup.AddDays(-1)) with { SizeMB = 4389 });
        backups.Add(new BackupRecord(backups.KeyOf(5), server, BackupType.Manual, new DateTimeOffset(2025, 1, 14, 10, 30, 0, TimeSpan.Zero))
        {
            SizeMB = 4456,
            Description = "Pre-update backup",
        });
        backups.Add(Automatic(backups.KeyOf(7), server, LatestBackup) with { SizeMB = 4523 });
    }
}
