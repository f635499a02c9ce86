using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>What a server is known by: its number in the account, from 1, and the id that the API gives it for that.</summary>
internal sealed record ServerKey(int Number, string Id)
{
    /// <summary>Odd, so that every number leads to another first part of a UUID; neighbours look unlike each other.</summary>
    private const uint Scatter = 2_654_435_761;

    public static ServerKey Of(int number, SandboxOptions options) => new(number, options.ServerIds == SandboxServerIds.Uuid
        ? string.Format(CultureInfo.InvariantCulture, "{0:x8}{1}{2:x12}", unchecked((uint)number * Scatter), SandboxOptions.MiddleOfUuids, number)
        : ((options.FirstServerId ?? SandboxOptions.DefaultFirstServerId) + number - 1).ToString(CultureInfo.InvariantCulture));
}
