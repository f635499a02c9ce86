namespace VpsOrg.Sandbox;

/// <summary>The list of backups. Two more requests exist; their paths are documented nowhere, so there are none here.</summary>
internal sealed class BackupListEndpoint(Backups backups, SandboxOptions options, ServerIdField serverId)
{
    public Answer Get(ApiRequest request)
    {
        var query = new QueryText(request.Uri);
        var type = query["backup_type"];
        if (type is not (null or BackupType.Automatic or BackupType.Manual))
        {
            return FieldErrors.One("backup_type", $"Select a valid choice. {type} is not one of the available choices.");
        }

        var (id, refusal) = serverId.Read(query);
        return refusal ?? ListAnswer.Of(backups.Listed(id, type), query, options, BackupJson.WriteListItem);
    }
}
