namespace VpsOrg.PowerShell.Tests;

/// <summary>What tests ask of error records.</summary>
internal static class Records
{
    /// <summary>The stable id alone, without the command that wrote it.</summary>
    public static string Id(this ErrorRecord record) => record.FullyQualifiedErrorId.Split(',')[0];

    /// <summary>The one error that did not end the command.</summary>
    public static ErrorRecord OnlyError(this CommandResult result, string id)
    {
        Assert.Null(result.TerminatingError);
        var record = Assert.Single(result.Errors);
        Assert.Equal(id, record.Id());
        return record;
    }

    /// <summary>The error that ended the command.</summary>
    public static ErrorRecord Terminating(this CommandResult result, string id)
    {
        Assert.NotNull(result.TerminatingError);
        Assert.Equal(id, result.TerminatingError.Id());
        Assert.False(result.RanToEnd);
        return result.TerminatingError;
    }

    public static IReadOnlyList<VpsServer> Servers(this CommandResult result) => result.Objects.Cast<VpsServer>().ToArray();

    public static IReadOnlyList<object> Ids(this CommandResult result) => result.Servers().Select(server => server.Id).ToArray();
}
