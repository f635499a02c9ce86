using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>The servers that an account starts with: the same ones every time.</summary>
internal sealed class Seeder(Fleet fleet)
{
    private static readonly DateTimeOffset FirstGenerated = new(2025, 1, 13, 0, 0, 0, TimeSpan.Zero);

    public void Seed(int count)
    {
        if (count > 0)
        {
            fleet.Add(WebServer());
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
            fleet.Add(Generated(fleet.TakeId()));
        }
    }

    /// <summary>The documentation's detail example. Its list example dates <c>updated_at</c> a day earlier; a server has only one such time.</summary>
    private static ServerRecord WebServer() => new(12345, "web-server-01", Catalogue.Plans[0], Catalogue.FindSystem(5)!, "us-west")
    {
        Hostname = "web01.example.com",
        IpAddress = "203.0.113.10",
        Ipv6Address = "2001:0db8::1",
        BackupsEnabled = true,
        FullUsage = new ResourceUsage(23.5, 2048, 35, 450),
        CreatedAt = new DateTimeOffset(2025, 1, 10, 14, 30, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2025, 1, 16, 15, 45, 0, TimeSpan.Zero),
    };

    /// <summary>The second server of the documentation's list example; what only a detail shows is made up.</summary>
    private static ServerRecord DatabaseServer() => new(12346, "db-server-01", Catalogue.Plans[1], Catalogue.FindSystem(3)!, "us-east")
    {
        Hostname = "db01.example.com",
        IpAddress = "203.0.113.11",
        Ipv6Address = "2001:0db8::2",
        FullUsage = new ResourceUsage(41.2, 5120, 96, 1210),
        CreatedAt = new DateTimeOffset(2025, 1, 12, 9, 15, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2025, 1, 16, 8, 45, 0, TimeSpan.Zero),
    };

    private static ServerRecord Generated(long id)
    {
        var ordinal = (int)(id - 12344);
        var number = ordinal.ToString("D3", CultureInfo.InvariantCulture);
        var created = FirstGenerated.AddMinutes(ordinal);
        return new ServerRecord(
            id,
            "app-server-" + number,
            Catalogue.Plans[ordinal % Catalogue.Plans.Count],
            Catalogue.Systems[ordinal % Catalogue.Systems.Count],
            Catalogue.Locations[ordinal % Catalogue.Locations.Count])
        {
            Hostname = ordinal % 3 == 0 ? null : $"app{number}.example.com",
            Status = StatusOf(ordinal),
            BackupsEnabled = ordinal % 2 == 0,
            CreatedAt = created,
            UpdatedAt = created.AddHours(ordinal % 48),
        };
    }

    private static string StatusOf(int ordinal) =>
        ordinal % 11 == 0 ? ServerStatus.Suspended : ordinal % 5 == 0 ? ServerStatus.Stopped : ServerStatus.Active;
}
