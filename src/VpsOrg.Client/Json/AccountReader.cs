namespace VpsOrg.Client;

/// <summary>Reads what <c>GET account/me/</c> answers. Only what is named here is taken: the rest may be secret.</summary>
internal static class AccountReader
{
    public static VpsAccount ReadAnswer(AnswerReader answer)
    {
        if (!answer.OpenObject())
        {
            throw answer.Unexpected("an account");
        }

        var account = new VpsAccount();
        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Account: ReadAccount(answer, account); break;
                case WireNames.Token: ReadToken(answer, account); break;
                default: answer.Plain(); break;
            }
        }

        return account;
    }

    private static void ReadAccount(AnswerReader answer, VpsAccount account)
    {
        if (!answer.OpenObject())
        {
            return;
        }

        string? first = null;
        string? last = null;
        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Email: account.Email = answer.Text(); break;
                case WireNames.FirstName: first = answer.Text(); break;
                case WireNames.LastName: last = answer.Text(); break;
                case WireNames.CompanyName: account.CompanyName = answer.Text(); break;
                default: answer.Plain(); break;
            }
        }

        var fullName = $"{first} {last}".Trim();
        account.FullName = fullName.Length == 0 ? null : fullName;
    }

    private static void ReadToken(AnswerReader answer, VpsAccount account)
    {
        if (!answer.OpenObject())
        {
            return;
        }

        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Name: account.TokenName = answer.Text(); break;
                case WireNames.Permissions: account.Permissions = Texts(answer.Plain()); break;
                default: answer.Plain(); break;
            }
        }
    }

    /// <summary>Permissions come as a list of texts; another shape says nothing that could be relied on.</summary>
    private static string[] Texts(object? value) =>
        value is object?[] values ? values.OfType<string>().ToArray() : [];
}
