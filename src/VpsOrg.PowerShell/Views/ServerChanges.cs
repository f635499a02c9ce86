namespace VpsOrg.PowerShell;

/// <summary>Says a change field by field: <c>hostname: web01.example.com -> web02.example.com</c>.</summary>
internal static class ServerChanges
{
    public static string Describe(VpsServer? current, IEnumerable<Field> fields) =>
        string.Join("; ", fields.Where(field => field.IsGiven).Select(field => Describe(current, field)));

    public static string? Text(bool? flag) => flag switch
    {
        true => "true",
        false => "false",
        null => null,
    };

    private static string Describe(VpsServer? current, Field field)
    {
        if (current is null)
        {
            return $"{field.Name}: {Shown(field.Value)}";
        }

        var before = Shown(field.Read(current));
        var after = Shown(field.Value);
        return before == after ? $"{field.Name}: {before} (unchanged)" : $"{field.Name}: {before} -> {after}";
    }

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? "(none)" : value!;

    /// <summary>One field of a change.</summary>
    public sealed class Field(string name, bool isGiven, Func<VpsServer, string?> read, string? value)
    {
        public string Name { get; } = name;

        public bool IsGiven { get; } = isGiven;

        public Func<VpsServer, string?> Read { get; } = read;

        public string? Value { get; } = value;
    }
}
