using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox;

/// <summary>
/// The account and the token that asks, as <c>account/me/</c> shows them. It is not one of the nine documented endpoints, but the vendor's
/// own tool asks it.
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
            ["created_at"] = "2025-01-02T08:00:00Z",
        },
        ["token"] = new JObject
        {
            ["name"] = "sandbox",
            ["permissions"] = new JArray("servers:read", "servers:write"),
            ["created_at"] = "2025-01-02T08:05:00Z",
        },
    }.ToString(Formatting.None));
}
