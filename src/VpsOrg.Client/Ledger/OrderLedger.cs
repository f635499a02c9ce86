namespace VpsOrg.Client;

/// <summary>
/// What became of the orders of this process, by host, account and name. Sessions end and are made anew, runspaces share
/// an account: whoever orders asks here first, because lists lag and an answer may be lost.
/// </summary>
internal sealed class OrderLedger
{
    private readonly Dictionary<string, AccountOrders> _accounts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ledger of this process: beside the table of sessions the only state that is static.</summary>
    public static OrderLedger OfProcess { get; } = new();

    /// <summary>The orders of one account.</summary>
    /// <param name="host">The API's host and port.</param>
    /// <param name="token">What tells the token from others, and cannot be turned back into it.</param>
    /// <param name="account">The account's e-mail address; null where it was not asked for: then the token stands for it.</param>
    public AccountOrders Of(string host, string token, string? account)
    {
        lock (_accounts)
        {
            var (byToken, byAccount) = ($"{host} token {token}", account is null ? null : $"{host} account {account}");
            var orders = Known(byAccount) ?? Known(byToken) ?? new AccountOrders();
            _accounts[byToken] = orders;
            if (byAccount is not null)
            {
                _accounts[byAccount] = orders;
            }

            return orders;
        }
    }

    private AccountOrders? Known(string? key) => key is not null && _accounts.TryGetValue(key, out var orders) ? orders : null;
}
