namespace VpsOrg.Client;

/// <summary>Reads what start, stop and reboot answer.</summary>
internal static class ActionReader
{
    public static VpsServerAction ReadAnswer(AnswerReader answer)
    {
        if (!answer.OpenObject())
        {
            throw answer.Unexpected("an action's answer");
        }

        var action = new VpsServerAction();
        var unknown = new UnknownFields();
        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Status: action.Status = answer.Text(); break;
                case WireNames.Message: action.Message = answer.Text(); break;
                case WireNames.Server: ReadServer(answer, action, ref unknown); break;
                default: unknown.Add(name, answer.Plain()); break;
            }
        }

        action.AdditionalProperties = unknown.Build();
        return action;
    }

    /// <summary>What no property knows of the server is kept under the name that it came under.</summary>
    private static void ReadServer(AnswerReader answer, VpsServerAction action, ref UnknownFields unknown)
    {
        if (!answer.OpenObject())
        {
            return;
        }

        var unknownOfServer = new UnknownFields();
        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Id: action.ServerId = answer.WholeNumber(); break;
                case WireNames.Name: action.ServerName = answer.Text(); break;
                case WireNames.Status: action.ServerStatus = answer.Text(); break;
                default: unknownOfServer.Add(name, answer.Plain()); break;
            }
        }

        if (unknownOfServer.Any)
        {
            unknown.Add(WireNames.Server, unknownOfServer.Build());
        }
    }
}
