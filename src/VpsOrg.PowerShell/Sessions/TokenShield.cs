namespace VpsOrg.PowerShell;

/// <summary>Keeps tokens out of what one command writes, and of what its errors carry of the call. Pipeline thread only.</summary>
/// <param name="cmdlet">The command.</param>
internal sealed class TokenShield(PSCmdlet cmdlet)
{
    private readonly List<TextCleaner> _cleaners = [];
    private bool _knowsSessions;

    /// <summary>From now on hides one session's token.</summary>
    public void Conceal(TextCleaner cleaner)
    {
        if (!_cleaners.Contains(cleaner))
        {
            _cleaners.Add(cleaner);
            InvocationRecord.Conceal(cmdlet.MyInvocation, cleaner.Redact);
        }
    }

    /// <summary>What was typed in the place of a session may be a token.</summary>
    public void ConcealRefused(VpsSession? given)
    {
        if (given?.Refusal is not null)
        {
            InvocationRecord.Conceal(cmdlet.MyInvocation, TokenLookAlikes.HideInAddress);
        }
    }

    /// <summary>A text without the tokens of the command's session and of the runspace's.</summary>
    public string Redact(string text)
    {
        if (!_knowsSessions)
        {
            _knowsSessions = true;
            var own = cmdlet.MyInvocation.BoundParameters.TryGetValue("Session", out var bound) && bound is VpsSession given ? [given] : Array.Empty<VpsSession>();
            foreach (var session in RunspaceSessions.Current.All.Concat(own))
            {
                Conceal(session.Cleaner);
            }
        }

        return _cleaners.Aggregate(text, (clean, cleaner) => cleaner.Redact(clean));
    }
}
