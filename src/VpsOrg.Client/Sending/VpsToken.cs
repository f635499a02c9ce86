namespace VpsOrg.Client;

/// <summary>An API token. No public member gives it back, so that no serializer, view or log can show it.</summary>
public sealed class VpsToken
{
    private readonly string _value;

    /// <summary>A token as the vendor shows it once, at Account -> Developers.</summary>
    /// <param name="value">The token; white space around it, as copying brings it, is dropped.</param>
    /// <exception cref="ArgumentException">It is empty or holds a character that no HTTP header may carry. The message never shows it.</exception>
    public VpsToken(string value)
    {
        var token = value?.Trim();
        if (string.IsNullOrEmpty(token))
        {
            throw new ArgumentException("The token is empty. Copy it from Account -> Developers on VPS.org; it starts with vps_.");
        }

        if (token!.Any(c => c is <= ' ' or > '~'))
        {
            throw new ArgumentException("The token has white space or non-ASCII characters, which an HTTP header cannot carry: copy it again.");
        }

        _value = token!;
    }

    /// <summary>The token itself, for the Authorization header and for redaction.</summary>
    internal string Reveal() => _value;

    /// <summary>Tells this token from others; it cannot be turned back into the token.</summary>
    internal string Fingerprint()
    {
        using var sha = System.Security.Cryptography.SHA256.Create();
        return Convert.ToBase64String(sha.ComputeHash(System.Text.Encoding.UTF8.GetBytes(_value)));
    }

    /// <summary>Never the token.</summary>
    public override string ToString() => "VpsToken (hidden)";
}
