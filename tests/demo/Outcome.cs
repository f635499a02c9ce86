namespace VpsOrg.Demo;

/// <summary>What the demo asks of a result.</summary>
internal static class Outcome
{
    public static IReadOnlyList<VpsServer> Servers(this CommandResult result) => result.Objects.Cast<VpsServer>().ToArray();

    /// <summary>Whether servers with just these ids came, in this order, and nothing went wrong.</summary>
    public static bool IsJust(this CommandResult result, params object[] ids) =>
        result.IsClean() && result.Servers().Select(server => server.Id).SequenceEqual(ids);

    public static bool IsClean(this CommandResult result) =>
        result is { RanToEnd: true, Errors.Count: 0, Warnings.Count: 0 };

    /// <summary>Whether one error came, with this id, and no object.</summary>
    public static bool IsError(this CommandResult result, string id) =>
        result is { Errors: [var error], Objects.Count: 0 } && error.FullyQualifiedErrorId.StartsWith(id + ",", StringComparison.Ordinal);
}
