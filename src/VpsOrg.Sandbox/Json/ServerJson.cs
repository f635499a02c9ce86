using Newtonsoft.Json;
using static VpsOrg.Sandbox.JsonFields;

namespace VpsOrg.Sandbox;

/// <summary>The four shapes in which the API shows a server, with the keys in the documentation's order.</summary>
internal static class ServerJson
{
    public static void WriteListItem(JsonWriter writer, ServerRecord server)
    {
        writer.WriteStartObject();
        WriteIdentity(writer, server);
        WritePlace(writer, server, withBandwidth: false);
        WriteTimes(writer, server);
        writer.WriteEndObject();
    }

    public static void WriteDetail(JsonWriter writer, ServerRecord server)
    {
        writer.WriteStartObject();
        WriteIdentity(writer, server);
        Write(writer, "ipv6_address", server.Ipv6Address);
        WritePlace(writer, server, withBandwidth: true);
        Write(writer, "backups_enabled", server.BackupsEnabled);
        WriteUsage(writer, server.Usage);
        WriteTimes(writer, server);
        writer.WriteEndObject();
    }

    public static void WriteCreated(JsonWriter writer, ServerRecord server)
    {
        writer.WriteStartObject();
        WriteIdentity(writer, server);
        WritePlace(writer, server, withBandwidth: false);
        Write(writer, "backups_enabled", server.BackupsEnabled);
        WriteTimes(writer, server);
        Write(writer, "message", "Server is being provisioned. This may take 2-5 minutes.");
        writer.WriteEndObject();
    }

    public static void WriteAction(JsonWriter writer, ServerRecord server)
    {
        writer.WriteStartObject();
        Write(writer, "status", "success");
        Write(writer, "message", "Server is " + server.Status);
        WriteServer(writer, server, withStatus: true);
        writer.WriteEndObject();
    }

    private static void WriteIdentity(JsonWriter writer, ServerRecord server)
    {
        WriteId(writer, server.Id);
        Write(writer, "name", server.Name);
        Write(writer, "hostname", server.Hostname);
        Write(writer, "status", server.Status);
        Write(writer, "ip_address", server.IpAddress);
    }

    private static void WritePlace(JsonWriter writer, ServerRecord server, bool withBandwidth)
    {
        Write(writer, "location", server.Location);
        writer.WritePropertyName("plan");
        WritePlan(writer, server.Plan, withBandwidth);
        writer.WritePropertyName("os");
        writer.WriteStartObject();
        Write(writer, "id", server.Os.Id);
        Write(writer, "name", server.Os.Name);
        writer.WriteEndObject();
    }

    private static void WritePlan(JsonWriter writer, Plan plan, bool withBandwidth)
    {
        writer.WriteStartObject();
        Write(writer, "id", plan.Id);
        Write(writer, "name", plan.Name);
        Write(writer, "vcpus", plan.Vcpus);
        Write(writer, "memory", plan.Memory);
        Write(writer, "storage", plan.Storage);
        if (withBandwidth)
        {
            Write(writer, "bandwidth", plan.Bandwidth);
        }

        writer.WriteEndObject();
    }

    private static void WriteUsage(JsonWriter writer, ResourceUsage usage)
    {
        writer.WritePropertyName("resource_usage");
        writer.WriteStartObject();
        writer.WritePropertyName("cpu_percent");
        writer.WriteValue(usage.CpuPercent);
        Write(writer, "memory_used", usage.MemoryUsed);
        Write(writer, "disk_used", usage.DiskUsed);
        Write(writer, "bandwidth_used", usage.BandwidthUsed);
        writer.WriteEndObject();
    }

    private static void WriteTimes(JsonWriter writer, ServerRecord server)
    {
        Write(writer, "created_at", server.CreatedAt);
        Write(writer, "updated_at", server.UpdatedAt);
    }
}
