namespace VpsOrg.Client;

/// <summary>Reads what <c>GET account/me/</c> answers. Only what is named here is taken: the rest may be secret.</summary>
internal static class AccountReader
{
    public static VpsAccount ReadAnswer(AnswerReader answer)
    {
        var account = new VpsAccount();
        return answer.ReadObject(account, ReadField, out _) ? account : throw answer.Unexpected("an account");
    }

    private static bool ReadField(AnswerReader answer, string name, VpsAccount account, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Account: answer.ReadObject(account, ReadOwnerField, out _); break;
            case WireNames.Token: answer.ReadObject(account, ReadTokenField, out _); break;
            default: answer.Skip(); break;
        }

        return true;
    }

    private static bool ReadOwnerField(AnswerReader answer, string name, VpsAccount account, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Email: account.Email = answer.Text(); break;
            case WireNames.FirstName: account.FirstName = answer.Text(); break;
            case WireNames.LastName: account.LastName = answer.Text(); break;
            case WireNames.CompanyName: account.CompanyName = answer.Text(); break;
            case WireNames.CreatedAt: account.CreatedAt = answer.Text(); break;
            default: answer.Skip(); break;
        }

        return true;
    }

    private static bool ReadTokenField(AnswerReader answer, string name, VpsAccount account, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Name: account.TokenName = answer.Text(); break;
            case WireNames.Permissions: account.Permissions = Texts(answer.Plain()); break;
            default: answer.Skip(); break;
        }

        return true;
    }

    /// <summary>Permissions come as a list of texts; another shape says nothing that could be relied on.</summary>
    private static string[] Texts(object? value) =>
        value is object?[] values ? values.OfType<string>().ToArray() : [];
}
