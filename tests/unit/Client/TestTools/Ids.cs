using System.Globalization;
using VpsOrg.Sandbox;

namespace VpsOrg.Client.Tests;

/// <summary>Ids of either kind, for accounts that a test makes up itself.</summary>
internal static class Ids
{
    /// <summary>An id by its number: that number, or a UUID that is made of it.</summary>
    public static VpsId Of(SandboxServerIds kind, int number) =>
        kind == SandboxServerIds.Integer ? number
        : VpsId.TryParse(string.Create(CultureInfo.InvariantCulture, $"c0ffee00-5a6d-4b1d-8c5e-{number:x12}"), out var id) ? id
        : throw new ArgumentOutOfRangeException(nameof(number));
}
