using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>A file was to be compared with an account, and no row of it came.</summary>
internal sealed class NoRowsException : VpsException
{
    internal NoRowsException()
        : base("No row came, so nothing was compared: an empty file says nothing about any server.", new FailureContext())
    {
    }
}

/// <summary>No row of a file names a server of an account that has servers: it may be the file of another account.</summary>
internal sealed class NoRowFoundException : VpsException
{
    internal NoRowFoundException(int servers, AccountPlace place)
        : base($"No row names any of the {servers.ToString(CultureInfo.InvariantCulture)} servers at {place}: this may be the file of another account. Nothing was changed.", new FailureContext())
    {
    }
}

/// <summary>A row was not touched, because of what differs, or because nobody knows what does.</summary>
internal sealed class RowNotTouchedException : VpsException
{
    internal RowNotTouchedException(string? name, IEnumerable<VpsServerDifference> obstacles)
        : base($"{(name is null ? "The row" : $"The row of '{name}'")} was not touched. {string.Join(" ", obstacles.Select(Said))}", new FailureContext())
    {
    }

    private static string Said(VpsServerDifference one) =>
        one.Why ?? (one.Kind == VpsDifferenceKind.Missing
            ? $"No server has the id {one.Key}, and a new one would have another."
            : FormattableString.Invariant($"{one.Property} is {one.Actual} instead of {one.Desired}: the API cannot change it, only a new server would do."));
}

/// <summary>A file asks for more than the command allows: nothing of it was done.</summary>
internal sealed class LimitExceededException : VpsException
{
    internal LimitExceededException(string what, int wanted, string parameter, int allowed)
        : base(FormattableString.Invariant($"The file asks for {wanted} servers to be {what}, and -{parameter} allows {allowed}. Nothing was changed."), new FailureContext()) =>
        Parameter = parameter;

    /// <summary>The parameter that allows more.</summary>
    internal string Parameter { get; }
}

/// <summary>Servers were to be removed, and nobody could be asked.</summary>
internal sealed class NotConfirmedException : VpsException
{
    internal NotConfirmedException(int servers)
        : base(FormattableString.Invariant($"{servers} servers would be removed, and nobody can be asked here. Nothing was changed."), new FailureContext())
    {
    }
}
