namespace VpsOrg.Docs.Tests;

/// <summary>A compiled cmdlet, as its metadata describes it.</summary>
internal sealed record Cmdlet(string Name, string? DefaultSet, string? HelpUri, IReadOnlyList<Parameter> Parameters, IReadOnlyList<string> OutputTypes)
{
    /// <summary>The names of its parameter sets; one of its own where it declares none.</summary>
    public IReadOnlyList<string> Sets { get; } = Parameters.SelectMany(parameter => parameter.Sets).Select(set => set.Name)
        .Where(name => name != ParameterSet.All).Distinct().Order(StringComparer.Ordinal).ToArray();
}

/// <summary>A parameter of a cmdlet.</summary>
internal sealed record Parameter(
    string Name,
    string Type,
    string Keyword,
    object? Default,
    bool SupportsWildcards,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<ParameterSet> Sets,
    IReadOnlyList<string> AcceptedValues,
    IReadOnlyList<string> Bounds)
{
    public bool IsSwitch => Type == "System.Management.Automation.SwitchParameter";

    /// <summary>The default as the pages write it.</summary>
    public string DefaultText => Default switch
    {
        _ when IsSwitch => "False",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        string { Length: > 0 } text => text,
        _ => "None",
    };

    public ParameterSet? In(string set) => Sets.FirstOrDefault(one => one.Name == set || one.Name == ParameterSet.All);
}

/// <summary>What a parameter is in one parameter set.</summary>
internal sealed record ParameterSet(string Name, string Position, bool IsRequired, bool FromPipeline, bool FromPipelineByName)
{
    public const string All = "(All)";
}
