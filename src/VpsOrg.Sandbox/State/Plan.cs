namespace VpsOrg.Sandbox;

/// <summary>A plan of the catalogue: memory in MB, storage in GB, bandwidth in GB a month.</summary>
internal sealed class Plan(int id, string name, int vcpus, int memory, int storage, int bandwidth, decimal monthlyPrice)
{
    public int Id { get; } = id;

    public string Name { get; } = name;

    public int Vcpus { get; } = vcpus;

    public int Memory { get; } = memory;

    public int Storage { get; } = storage;

    public int Bandwidth { get; } = bandwidth;

    public decimal MonthlyPrice { get; } = monthlyPrice;
}
