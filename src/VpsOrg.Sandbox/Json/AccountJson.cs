using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox;

/// <summary>
/// The account and the token that asks, as <c>account/me/</c> shows them. The day on which the account was opened is a day, as documented,
/// not a time. A token may have further fields; which ones is documented nowhere.
/// </summary>
internal static class AccountJson
{
    public static byte[] Of(string email) => Encoding.UTF8.GetBytes(new JObject
    {
        ["account"] = new JObject
        {
            ["email"] = email,
            ["first_name"] = "Sandy",
            ["last_name"] = "Box",
            ["company_name"] = "Example Ltd",
            ["created_at"] = "2025-01-02",
        },
        ["token"] = new JObject
        {
            ["name"] = "sandbox",
            ["permissions"] = new JArray("servers:read", "servers:write"),
        },
    }.ToString(Formatting.None));
}
