namespace VpsOrg.Sandbox;

/// <summary><c>account/me/</c>: whose token it is. Not one of the nine documented endpoints, but the vendor's own tool asks it.</summary>
internal sealed class AccountEndpoint(SandboxOptions options)
{
    public Answer Get() => Answer.Json(200, AccountJson.Of(options.AccountEmail));
}
