namespace VpsOrg.PowerShell;

/// <summary>The values that the command line of an order gives.</summary>
internal sealed record OrderValues(string[]? Name, string? PlanId, string? OsId, string? Location, string? Hostname, string? SshKeyId, string? BackupsEnabled);

/// <summary>Makes orders of what was typed and of what the pipeline brings.</summary>
/// <param name="typed">The parameters that the command line gives.</param>
/// <param name="existing">What the account has; asked only where a name must be looked up.</param>
internal sealed class OrderForm(ISet<string> typed, Func<ExistingServers> existing)
{
    private const string Needs = "an order needs Name, PlanId, OsId and Location.";

    /// <summary>Whether the command line computes the name of each object of the pipeline: then a text that is piped is no name.</summary>
    public bool ComputesNames { get; init; }

    /// <summary>Whether a name may be given twice.</summary>
    public bool AllowsNamesTwice { get; init; }

    /// <summary>The orders of a command line without a row: one a name. All are judged before any is placed.</summary>
    /// <exception cref="ArgumentException">One cannot be placed.</exception>
    public IReadOnlyList<CreateServerRequest> Read(OrderValues values) => ReadAll(values, row: null);

    /// <summary>The orders of one object of the pipeline: one, unless the command line gives several names.</summary>
    /// <exception cref="ArgumentException">It is no order, or one that cannot be placed.</exception>
    public IReadOnlyList<CreateServerRequest> Read(OrderValues values, PSObject? input) => ReadAll(values, RowOf(input));

    private CreateServerRequest[] ReadAll(OrderValues values, ServerRow? row)
    {
        var form = new RowForm(typed, row);
        var names = (typed.Contains(nameof(values.Name)) ? values.Name ?? [] : Array.Empty<string?>())
            .DefaultIfEmpty(null)
            .Select(name => form.Text(nameof(values.Name), name))
            .ToArray();
        RefuseTwice(names);
        return Array.ConvertAll(names, name => Read(form, name, values));
    }

    private void RefuseTwice(string?[] names)
    {
        if (!AllowsNamesTwice && names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
        {
            throw new ArgumentException($"-Name gives {ServerReference.Describe(twice)} twice: leave one out, or add -AllowDuplicateName.");
        }
    }

    private CreateServerRequest Read(RowForm form, string? name, OrderValues values) => new(
        name ?? throw new ArgumentException($"The order has no name: give -Name, or pipe names or rows with a property Name; {Needs}"),
        IdOf(form.IdOrName(nameof(values.PlanId), values.PlanId), nameof(values.PlanId), servers => servers.Plans),
        IdOf(form.IdOrName(nameof(values.OsId), values.OsId), nameof(values.OsId), servers => servers.Systems),
        form.Text(nameof(values.Location), values.Location) ?? throw Missing(nameof(values.Location)))
    {
        Hostname = form.Text(nameof(values.Hostname), values.Hostname),
        SshKeyId = form.Number(nameof(values.SshKeyId), values.SshKeyId),
        BackupsEnabled = form.Flag(nameof(values.BackupsEnabled), values.BackupsEnabled),
    };

    private VpsId IdOf(IdOrName? given, string parameter, Func<ExistingServers, NamedIds> names) => given switch
    {
        null => throw Missing(parameter),
        { Id: { } id } => id,
        { Name: var name } => names(existing()).Of(name!),
    };

    private static ArgumentException Missing(string parameter) => new($"{parameter} is missing or empty: {Needs}");

    /// <summary>What the pipeline brings: a text is a name, an object or a dictionary a row, a server what it shows.</summary>
    private ServerRow RowOf(PSObject? input) => input?.BaseObject switch
    {
        string text when typed.Contains(nameof(OrderValues.Name)) && !ComputesNames => throw new ArgumentException(
            $"The pipeline brings the name {ServerReference.Describe(text)}, and -Name gives one, too: leave out one of them."),
        string name => ServerRow.OfName(name),
        VpsServer => ServerRow.OfProperties(input),
        var value => ServerRow.Of(input, "pipe names, rows or servers") ?? throw new ArgumentException(
            $"{ServerReference.Describe(value)} is no order: pipe names, rows with a property Name, or servers."),
    };

    /// <summary>An order in words, for prompts.</summary>
    public static string Describe(CreateServerRequest order) =>
        FormattableString.Invariant($"{order.Name} (plan {order.PlanId}, OS {order.OsId}, {order.Location})");
}
