using Newtonsoft.Json;
using static VpsOrg.Sandbox.JsonFields;

namespace VpsOrg.Sandbox;

/// <summary>The shapes in which the API shows a snapshot and a restore, with the keys in the documentation's order.</summary>
internal static class SnapshotJson
{
    public static void WriteListItem(JsonWriter writer, SnapshotRecord snapshot)
    {
        writer.WriteStartObject();
        WriteSnapshot(writer, snapshot);
        writer.WriteEndObject();
    }

    public static void WriteCreated(JsonWriter writer, SnapshotRecord snapshot)
    {
        writer.WriteStartObject();
        WriteSnapshot(writer, snapshot);
        Write(writer, "message", "Snapshot is being created. This may take 3-10 minutes depending on server size.");
        writer.WriteEndObject();
    }

    public static void WriteRestored(JsonWriter writer, SnapshotRecord snapshot)
    {
        writer.WriteStartObject();
        Write(writer, "status", "success");
        Write(writer, "message", "Server is being restored from snapshot. This may take 5-15 minutes.");
        writer.WritePropertyName("snapshot");
        writer.WriteStartObject();
        WriteId(writer, snapshot.Id);
        Write(writer, "name", snapshot.Name);
        Write(writer, "created_at", snapshot.CreatedAt);
        writer.WriteEndObject();
        WriteServer(writer, snapshot.Server, withStatus: true);
        writer.WriteEndObject();
    }

    private static void WriteSnapshot(JsonWriter writer, SnapshotRecord snapshot)
    {
        WriteId(writer, snapshot.Id);
        WriteServer(writer, snapshot.Server, withStatus: false);
        Write(writer, "name", snapshot.Name);
        Write(writer, "status", snapshot.Status);
        Write(writer, "size_mb", snapshot.SizeMB);
        Write(writer, "created_at", snapshot.CreatedAt);
        Write(writer, "description", snapshot.Description);
    }
}
