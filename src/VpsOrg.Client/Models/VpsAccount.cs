namespace VpsOrg.Client;

/// <summary>Whose account a token opens and what it may do: the answer of <c>GET account/me/</c>.</summary>
public sealed class VpsAccount
{
    internal VpsAccount()
    {
    }

    /// <summary>The account's e-mail address.</summary>
    public string? Email { get; internal set; }

    /// <summary>First and last name, as far as known.</summary>
    public string? FullName => $"{FirstName} {LastName}".Trim() is { Length: > 0 } name ? name : null;

    /// <summary>The company's name.</summary>
    public string? CompanyName { get; internal set; }

    /// <summary>When the account was made: the API's own text, which is a date.</summary>
    public string? CreatedAt { get; internal set; }

    /// <summary>The name that the token was given when it was made.</summary>
    public string? TokenName { get; internal set; }

    /// <summary>What the token may do; empty where the API does not say.</summary>
    public IReadOnlyList<string> Permissions { get; internal set; } = [];

    internal string? FirstName { get; set; }

    internal string? LastName { get; set; }

    /// <summary>The account's e-mail address.</summary>
    public override string ToString() => Email ?? string.Empty;
}
