using System.Globalization;

namespace VpsOrg.PowerShell;

/// <summary>What is said of an order that ended when nobody waited for it.</summary>
internal static class EndedOrder
{
    /// <summary>The order, when it was sent, and what became of it.</summary>
    public static string Describe(VpsOrder order)
    {
        var sent = order.SentAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"The order of server '{order.Name}', sent at {sent} and not waited for, {End(order)}";
    }

    private static string End(VpsOrder order) => order.State switch
    {
        VpsOrderState.Made => $"was carried out: the server's id is {order.ServerId}.",
        VpsOrderState.Refused => $"was refused, and nothing was made: {order.Reason}",
        VpsOrderState.InFlight => $"has no answer yet: look with {ErrorKind.LookFor(order.Name)} before you order it again.",
        _ => $"has an unknown outcome: {order.Reason} Look with {ErrorKind.LookFor(order.Name)} before you order it again.",
    };
}
