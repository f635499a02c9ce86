namespace VpsOrg.Client;

/// <summary>Reads backups out of one answer.</summary>
internal static class BackupReader
{
    /// <summary>Reads the backups of the array that has just been opened, up to its end.</summary>
    public static void ReadItems(AnswerReader answer, List<VpsBackup> backups)
    {
        while (answer.NextObjectInArray())
        {
            var backup = new VpsBackup();
            backup.AdditionalProperties = answer.ReadFields(backup, ReadField).Build();
            backups.Add(!backup.Key.IsNone ? backup : throw new UnreadableBodyException("a backup has no id"));
        }
    }

    private static bool ReadField(AnswerReader answer, string name, VpsBackup backup, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Id: backup.Key = answer.Id() ?? default; break;
            case WireNames.Server: (backup.ServerKey, backup.ServerName) = ServerMention.Read(answer, name, ref unknown); break;
            case WireNames.BackupType: backup.Type = answer.SharedText(); break;
            case WireNames.Status: backup.Status = answer.SharedText(); break;
            case WireNames.SizeMB: backup.SizeMB = answer.WholeNumber(); break;
            case WireNames.CreatedAt: (backup.CreatedAtUtc, backup.Created) = UtcTime.Shown(answer.Text()); break;
            case WireNames.ExpiresAt: (backup.ExpiresAtUtc, backup.Expires) = UtcTime.Shown(answer.Text()); break;
            case WireNames.Description: backup.Description = answer.Text(); break;
            default: return false;
        }

        return true;
    }
}
