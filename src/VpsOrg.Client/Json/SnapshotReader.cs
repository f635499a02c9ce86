namespace VpsOrg.Client;

/// <summary>Reads snapshots out of one answer.</summary>
internal static class SnapshotReader
{
    /// <summary>Reads the answer to a new snapshot.</summary>
    /// <exception cref="UnreadableBodyException">It is no snapshot, or says no.</exception>
    public static VpsSnapshot ReadCreated(AnswerReader answer)
    {
        var snapshot = answer.OpenObject() ? Read(answer) : throw answer.Unexpected("a snapshot");
        RefuseNo(snapshot);
        return Identified(snapshot);
    }

    /// <summary>Reads the snapshots of the array that has just been opened, up to its end.</summary>
    public static void ReadItems(AnswerReader answer, List<VpsSnapshot> snapshots)
    {
        while (answer.NextObjectInArray())
        {
            snapshots.Add(Identified(Read(answer)));
        }
    }

    /// <summary>What has no name describes no snapshot: its status is then a verdict on the request.</summary>
    private static void RefuseNo(VpsSnapshot snapshot)
    {
        var fields = snapshot.AdditionalProperties.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        (fields[WireNames.Status], fields[WireNames.Message]) = (snapshot.Status, snapshot.Message);
        AnswerCheck.RefuseNo(fields, describesSomething: snapshot.Name is not null);
    }

    private static VpsSnapshot Identified(VpsSnapshot snapshot) =>
        !snapshot.Key.IsNone ? snapshot : throw new UnreadableBodyException("a snapshot has no id");

    private static VpsSnapshot Read(AnswerReader answer)
    {
        var snapshot = new VpsSnapshot();
        snapshot.AdditionalProperties = answer.ReadFields(snapshot, ReadField).Build();
        return snapshot;
    }

    private static bool ReadField(AnswerReader answer, string name, VpsSnapshot snapshot, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Id: snapshot.Key = answer.Id() ?? default; break;
            case WireNames.Name: snapshot.Name = answer.Text(); break;
            case WireNames.Server: (snapshot.ServerKey, snapshot.ServerName) = ServerMention.Read(answer, name, ref unknown); break;
            case WireNames.Status: snapshot.Status = answer.SharedText(); break;
            case WireNames.SizeMB: snapshot.SizeMB = answer.WholeNumber(); break;
            case WireNames.CreatedAt: (snapshot.CreatedAtUtc, snapshot.Created) = UtcTime.Shown(answer.Text()); break;
            case WireNames.Description: snapshot.Description = answer.Text(); break;
            case WireNames.Message: snapshot.Message = answer.Text(); break;
            default: return false;
        }

        return true;
    }
}
