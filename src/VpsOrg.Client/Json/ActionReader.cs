namespace VpsOrg.Client;

/// <summary>Reads what start, stop and reboot answer.</summary>
internal static class ActionReader
{
    public static VpsServerAction ReadAnswer(AnswerReader answer)
    {
        var action = new VpsServerAction();
        if (!answer.ReadObject(action, ReadField, out var unknown))
        {
            throw answer.Unexpected("an action's answer");
        }

        action.AdditionalProperties = unknown.Build();
        return action;
    }

    private static bool ReadField(AnswerReader answer, string name, VpsServerAction action, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Status: action.Status = answer.Text(); break;
            case WireNames.Message: action.Message = answer.Text(); break;
            case WireNames.Server: ReadServer(answer, action, ref unknown); break;
            default: return false;
        }

        return true;
    }

    /// <summary>What no property knows of the server is kept under the name that it came under.</summary>
    private static void ReadServer(AnswerReader answer, VpsServerAction action, ref UnknownFields unknown)
    {
        answer.ReadObject(action, ReadServerField, out var unknownOfServer);
        if (unknownOfServer.Any)
        {
            unknown.Add(WireNames.Server, unknownOfServer.Build());
        }
    }

    private static bool ReadServerField(AnswerReader answer, string name, VpsServerAction action, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Id: action.ServerId = answer.WholeNumber(); break;
            case WireNames.Name: action.ServerName = answer.Text(); break;
            case WireNames.Status: action.ServerStatus = answer.Text(); break;
            default: return false;
        }

        return true;
    }
}
