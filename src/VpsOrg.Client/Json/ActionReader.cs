using System.Collections.ObjectModel;
using System.Globalization;

namespace VpsOrg.Client;

/// <summary>
/// Reads what a write answers that gives no server back: start, stop, reboot and delete. Any JSON is read, and so is
/// none: what the API did not say is null, and whoever sent the write reads the server back.
/// </summary>
internal static class ActionReader
{
    private const string Success = "success";

    /// <summary>Reads the answer to a write to a server.</summary>
    /// <exception cref="UnreadableBodyException">It says no, or is about another server.</exception>
    public static Func<AnswerReader, VpsServerAction> For(VpsId serverId) => answer =>
    {
        if (answer.PlainOrNothing() is not Dictionary<string, object?> fields)
        {
            return new VpsServerAction();
        }

        AnswerCheck.RefuseNo(fields, serverId);
        return Action(fields, serverId);
    };

    /// <summary>Reads the answer to the restore of a server from a snapshot.</summary>
    /// <exception cref="UnreadableBodyException">It says no, or is about another server or another snapshot.</exception>
    public static Func<AnswerReader, VpsServerAction> ForRestore(SnapshotIdentity snapshot) => answer =>
    {
        var action = For(snapshot.Server.Id)(answer);
        if (action.AdditionalProperties.TryGetValue(WireNames.Snapshot, out var value) && value is IReadOnlyDictionary<string, object?> fields)
        {
            AnswerCheck.RefuseOtherSnapshot(fields, snapshot);
        }

        return action;
    };

    /// <summary>Reads the answer to the deletion of what is no server.</summary>
    /// <exception cref="UnreadableBodyException">It says no.</exception>
    public static VpsServerAction ForDeletion(AnswerReader answer)
    {
        if (answer.PlainOrNothing() is Dictionary<string, object?> fields)
        {
            AnswerCheck.RefuseNo(fields, describesSomething: false);
        }

        return new VpsServerAction();
    }

    /// <summary>Whether an answer is what the API documents of an action.</summary>
    /// <param name="status">Its HTTP status.</param>
    /// <param name="action">What it says.</param>
    /// <param name="done">The server's statuses after the action. The set is open, so one that nobody knows contradicts nothing.</param>
    public static bool IsDocumented(int status, VpsServerAction action, string[] done) =>
        status == 200 && string.Equals(action.Status, Success, StringComparison.OrdinalIgnoreCase)
        && action is { ServerKey: not null, ServerStatus: { Length: > 0 } shown }
        && (Array.Exists(done, one => VpsServerStatus.AreSame(one, shown))
            || !(VpsServerStatus.Known.Contains(shown, StringComparer.OrdinalIgnoreCase) || AnswerCheck.IsNegative(shown)));

    private static VpsServerAction Action(Dictionary<string, object?> fields, VpsId serverId)
    {
        var action = new VpsServerAction { Status = TakeText(fields, WireNames.Status), Message = TakeText(fields, WireNames.Message) };
        if (fields.TryGetValue(WireNames.Server, out var value) && value is Dictionary<string, object?> server)
        {
            if (server.TryGetValue(WireNames.Id, out var id) && VpsId.Of(id) == serverId)
            {
                action.ServerKey = VpsId.Of(Take(server, WireNames.Id)); // Any other is that of something else, a task perhaps, and stays where it is.
            }

            action.ServerName = TakeText(server, WireNames.Name);
            action.ServerStatus = TakeText(server, WireNames.Status);
            if (server.Count == 0)
            {
                fields.Remove(WireNames.Server);
            }
        }

        action.AdditionalProperties = fields.Count == 0 ? NoProperties.Instance : new ReadOnlyDictionary<string, object?>(fields);
        return action;
    }

    private static object? Take(Dictionary<string, object?> fields, string name)
    {
        if (fields.TryGetValue(name, out var value))
        {
            fields.Remove(name);
        }

        return value;
    }

    /// <summary>A text; a value of another kind stays where it is.</summary>
    private static string? TakeText(Dictionary<string, object?> fields, string name) =>
        fields.TryGetValue(name, out var value) && value is null or string or long or double or bool
            ? Convert.ToString(Take(fields, name), CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null
            : null;
}
