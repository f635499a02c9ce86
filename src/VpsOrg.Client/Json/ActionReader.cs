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
                case WireNames.Server: ReadServer(answer, action); break;
                default: unknown.Add(name, answer.Plain()); break;
            }
        }

        action.AdditionalProperties = unknown.Build();
        return action;
    }

    private static void ReadServer(AnswerReader answer, VpsServerAction action)
    {
        if (!answer.OpenObject())
        {
            return;
        }

        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Id: action.ServerId = answer.WholeNumber(); break;
                case WireNames.Name: action.ServerName = answer.Text(); break;
                case WireNames.Status: action.ServerStatus = answer.Text(); break;
                default: answer.Plain(); break;
            }
        }
    }
}
