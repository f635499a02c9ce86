using System.Xml.Linq;

namespace VpsOrg.Docs.Tests;

/// <summary>The MAML file that ships.</summary>
internal sealed class CompiledHelp
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";

    private readonly XElement _command;

    private CompiledHelp(XElement command) => _command = command;

    public static IReadOnlyDictionary<string, CompiledHelp> Commands { get; } =
        XDocument.Load(Path.Combine(Repository.CompiledHelp, "VpsOrg.PowerShell.dll-Help.xml")).Root!.Elements(Command + "command")
            .ToDictionary(one => one.Element(Command + "details")!.Element(Command + "name")!.Value, one => new CompiledHelp(one));

    public string Synopsis => Text(_command.Element(Command + "details")!.Element(Maml + "description"));

    public string Description => Text(_command.Element(Maml + "description"));

    public string Notes => Text(_command.Element(Maml + "alertSet")?.Element(Maml + "alert"));

    public IReadOnlyDictionary<string, (string Description, string Default)> Parameters =>
        _command.Element(Command + "parameters")!.Elements(Command + "parameter").ToDictionary(
            one => one.Element(Maml + "name")!.Value,
            one => (Text(one.Element(Maml + "description")), one.Element(Dev + "defaultValue")?.Value ?? string.Empty));

    public IReadOnlyList<(string Title, string Code, string Text)> Examples =>
        _command.Element(Command + "examples")!.Elements(Command + "example").Select(one => (
            one.Element(Maml + "title")!.Value.Trim('-', ' '),
            one.Element(Dev + "code")!.Value,
            PlainText.Words($"{Text(one.Element(Maml + "introduction"))} {one.Element(Dev + "code")!.Value} {Text(one.Element(Dev + "remarks"))}"))).ToArray();

    public IReadOnlyDictionary<string, string> Inputs => Types("inputTypes", "inputType");

    public IReadOnlyDictionary<string, string> Outputs => Types("returnValues", "returnValue");

    /// <summary>The links to other pages, by their names.</summary>
    public IReadOnlyList<string> Links => Related.Where(link => link.Address.Length == 0).Select(link => link.Text).ToArray();

    /// <summary>The first link with an address: the one that <c>Get-Help -Online</c> opens.</summary>
    public string? Online => Related.Where(link => link.Address.Length > 0).Select(link => link.Address).FirstOrDefault();

    private IEnumerable<(string Text, string Address)> Related =>
        _command.Element(Command + "relatedLinks")!.Elements(Maml + "navigationLink")
            .Select(link => (link.Element(Maml + "linkText")!.Value, link.Element(Maml + "uri")?.Value ?? string.Empty));

    private Dictionary<string, string> Types(string list, string item) =>
        _command.Element(Command + list)!.Elements(Command + item).ToDictionary(
            one => one.Element(Dev + "type")!.Element(Maml + "name")!.Value,
            one => Text(one.Element(Maml + "description")));

    private static string Text(XElement? element) =>
        PlainText.Words(string.Join(' ', element?.Elements(Maml + "para").Select(para => para.Value) ?? []));
}
