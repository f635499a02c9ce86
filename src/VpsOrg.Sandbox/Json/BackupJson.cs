using Newtonsoft.Json;
using static VpsOrg.Sandbox.JsonFields;

namespace VpsOrg.Sandbox;

/// <summary>The shape in which the API shows a backup, with the keys in the documentation's order.</summary>
internal static class BackupJson
{
    public static void WriteListItem(JsonWriter writer, BackupRecord backup)
    {
        writer.WriteStartObject();
        WriteId(writer, backup.Key.Id);
        WriteServer(writer, backup.Server, withStatus: false);
        Write(writer, "backup_type", backup.Type);
        Write(writer, "status", backup.Status);
        Write(writer, "size_mb", backup.SizeMB);
        Write(writer, "created_at", backup.CreatedAt);
        Write(writer, "expires_at", backup.ExpiresAt);
        Write(writer, "description", backup.Description);
        writer.WriteEndObject();
    }
}
