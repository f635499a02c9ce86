namespace VpsOrg.Sandbox;

/// <summary>What the account owns. Whoever reads or changes it holds the gate.</summary>
internal sealed class AccountState
{
    public AccountState(SandboxOptions options)
    {
        Fleet = new Fleet(options.TransitionDelay);
        Credits = options.Credits;
        new Seeder(Fleet).Seed(options.ServerCount);
    }

    public object Gate { get; } = new();

    public Fleet Fleet { get; }

    public decimal Credits { get; set; }
}
