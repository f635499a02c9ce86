namespace VpsOrg.Sandbox;

/// <summary>What a port does to whoever connects.</summary>
public enum SandboxPortKind
{
    /// <summary>Accepts, and says that it speaks SSH; no more than that.</summary>
    Ssh,

    /// <summary>Accepts, and says nothing: a web server, or an sshd that is half started.</summary>
    Silent,

    /// <summary>Accepts, and says something that is not SSH.</summary>
    NotSsh,

    /// <summary>Accepts, and closes the connection.</summary>
    Closing,

    /// <summary>Never opens.</summary>
    Never,
}
