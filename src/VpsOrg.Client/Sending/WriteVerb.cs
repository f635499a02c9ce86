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

    /// <summary>Any other endpoint, called by its path.</summary>
    Invoke,
}
