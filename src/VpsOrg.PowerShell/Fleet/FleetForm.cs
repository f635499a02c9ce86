namespace VpsOrg.PowerShell;

/// <summary>
/// Reads what rows want of servers, by the same strict rules as orders and changes. A row that cannot be read says why; it is never
/// taken for one that wants less.
/// </summary>
/// <param name="isThere">Whether the account has a server of an id: a text that is one of its ids is that, also where nobody could type it.</param>
internal sealed class FleetForm(Func<VpsId, bool> isThere)
{
    private const string Instead = "pipe rows with a property Name or Id, as Import-Csv and ConvertFrom-Json give them";

    private readonly HashSet<string> _nothingTyped = [];

    /// <summary>The columns of the rows so far.</summary>
    public FleetColumns Columns { get; } = new();

    /// <summary>What a row wants.</summary>
    public FleetRow Read(PSObject? input)
    {
        string? column = null;
        T In<T>(string name, Func<string, T> read) => read(column = name);
        var wanted = new FleetRow();
        try
        {
            var row = RowOf(input);
            var form = new RowForm(_nothingTyped, row);
            Columns.Note(row);
            row.RefuseBelonging();
            wanted = wanted with { Name = In(FleetColumns.Name, name => Text(form, name)) };
            wanted = wanted with { Id = In(FleetColumns.Id, _ => IdOf(row)) };
            wanted = wanted with
            {
                Plan = In(FleetColumns.PlanId, name => PartOf(form, row, name)),
                System = In(FleetColumns.OsId, name => PartOf(form, row, name)),
                Location = In(FleetColumns.Location, name => Text(form, name)),
                Hostname = In(FleetColumns.Hostname, name => Text(form, name)),
                SshKeyId = In(FleetColumns.SshKeyId, name => form.Number(name, null)),
                BackupsEnabled = In(FleetColumns.BackupsEnabled, name => form.Flag(name, null)),
                Status = In(FleetColumns.Status, name => Text(form, name)),
            };
            column = null;
            return wanted is { Id: null, Name: null } ? throw new ArgumentException($"The row gives neither a name nor an id: {Instead}.") : wanted;
        }
        catch (ArgumentException exception)
        {
            return wanted with { Fault = new RowFault(column, exception.Message) };
        }
    }

    /// <summary>An object or a dictionary is a row, a server what it shows. A text is none: it may be a line of a file that nobody parsed.</summary>
    private static ServerRow RowOf(PSObject? input) => input?.BaseObject is VpsServer
        ? ServerRow.OfProperties(input)
        : ServerRow.Of(input, Instead) ?? throw new ArgumentException($"{ServerReference.Describe(input?.BaseObject)} is no row: {Instead}.");

    /// <summary>A text in the form in which the API's texts are shown, too.</summary>
    private static string? Text(RowForm form, string column) => form.Text(column, null) is { } text ? TextCleaner.Neutralize(text) : null;

    private static DesiredPart? PartOf(RowForm form, ServerRow row, string column) => form.IdOrName(column, null) is not { } given
        ? null
        : new DesiredPart(row.Cell(column) is string text ? text.Trim() : given.Id.ToString()!, given.Id);

    private VpsId? IdOf(ServerRow row) =>
        row.Id is not { } given ? null
        : IdValue.OfServer(given) is { } shown && isThere(shown) ? shown
        : row.ReadId(given) is { IsValid: true } id ? id
        : throw new ArgumentException($"{ServerReference.Describe(given)} is not a valid server id: {IdValue.Rule}");
}
