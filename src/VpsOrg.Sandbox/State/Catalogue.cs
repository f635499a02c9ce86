namespace VpsOrg.Sandbox;

/// <summary>What can be ordered. Plans 1 and 2 and systems 3 and 5 are those of VPS.org's documentation; the prices and the rest are made up.</summary>
internal static class Catalogue
{
    public static IReadOnlyList<Plan> Plans { get; } = Array.AsReadOnly(
    [
        new Plan(1, "Standard VPS", 2, 4096, 80, 2048, 12m),
        new Plan(2, "Performance VPS", 4, 8192, 160, 4096, 24m),
        new Plan(3, "Power VPS", 8, 16384, 320, 8192, 48m),
    ]);

    public static IReadOnlyList<Os> Oses { get; } = Array.AsReadOnly(
    [
        new Os(1, "AlmaLinux 9"),
        new Os(2, "Debian 11"),
        new Os(3, "Debian 12"),
        new Os(4, "Rocky Linux 9"),
        new Os(5, "Ubuntu 22.04 LTS"),
        new Os(6, "Ubuntu 24.04 LTS"),
    ]);

    public static IReadOnlyList<string> Locations { get; } = Array.AsReadOnly(["us-west", "us-east", "eu-central", "ap-southeast"]);

    public static Plan? FindPlan(long id) => Plans.FirstOrDefault(plan => plan.Id == id);

    public static Os? FindOs(long id) => Oses.FirstOrDefault(os => os.Id == id);
}

/// <summary>A plan: memory in MB, storage in GB, bandwidth in GB a month.</summary>
internal sealed record Plan(int Id, string Name, int Vcpus, int Memory, int Storage, int Bandwidth, decimal MonthlyPrice);

/// <summary>An operating system.</summary>
internal sealed record Os(int Id, string Name);
