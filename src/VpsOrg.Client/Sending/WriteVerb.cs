namespace VpsOrg.Client;

/// <summary>What a request does that changes something: the word that the trail and the guards go by.</summary>
internal enum WriteVerb
{
    Create,
    Replace,
    Update,
    Delete,
    Start,
    Stop,
    Reboot,

    /// <summary>Takes a snapshot of a server.</summary>
    Snapshot,

    /// <summary>Overwrites a server with a snapshot.</summary>
    Restore,

    /// <summary>Deletes a snapshot for good.</summary>
    DeleteSnapshot,

    /// <summary>No request: notes in the trail that a server is stopped for a while, and is to be started again.</summary>
    StartOwed,

    /// <summary>Any other endpoint, called by its path.</summary>
    Invoke,
}

/// <summary>What is to be known of a verb.</summary>
internal static class WriteVerbs
{
    /// <summary>Whether it takes nothing from a server, so that a protected one lets it pass.</summary>
    public static bool IsHarmless(this WriteVerb verb) => verb is WriteVerb.Start or WriteVerb.Snapshot;

    /// <summary>The word of the trail. That of a deleted snapshot is none that a reader could take for a deleted server.</summary>
    public static string Word(this WriteVerb verb) => verb switch
    {
        WriteVerb.DeleteSnapshot => "delete-snapshot",
        WriteVerb.StartOwed => "start-owed",
        _ => verb.ToString().ToLowerInvariant(),
    };
}
