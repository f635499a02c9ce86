using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace VpsOrg.Sandbox;

/// <summary>Changes to an answer's JSON: what stands at a path, and what shall stand there instead; null for nothing.</summary>
internal static class JsonEdits
{
    /// <exception cref="ArgumentException">A value is not JSON.</exception>
    public static void Check(IEnumerable<KeyValuePair<string, string?>> edits)
    {
        foreach (var edit in edits.Where(edit => edit.Value is not null && StrictJson.Parse(edit.Value) is null))
        {
            throw new ArgumentException($"The edit of {edit.Key} is not JSON: {edit.Value}", nameof(edits));
        }
    }

    /// <exception cref="InvalidOperationException">A path leads nowhere.</exception>
    public static byte[] Apply(byte[] body, IReadOnlyCollection<KeyValuePair<string, string?>> edits)
    {
        if (edits.Count == 0 || StrictJson.Parse(Encoding.UTF8.GetString(body)) is not { } answer)
        {
            return body;
        }

        foreach (var edit in edits)
        {
            Apply(answer, edit.Key, edit.Value is null ? null : StrictJson.Parse(edit.Value));
        }

        return Encoding.UTF8.GetBytes(answer.ToString(Formatting.None));
    }

    private static void Apply(JToken answer, string path, JToken? value)
    {
        var targets = answer.SelectTokens(path).ToList();
        if (targets.Count == 0)
        {
            Add(answer, path, value);
        }

        foreach (var target in targets)
        {
            if (value is not null)
            {
                target.Replace(value.DeepClone());
            }
            else if (target.Parent is JProperty property)
            {
                property.Remove();
            }
            else
            {
                target.Remove();
            }
        }
    }

    private static void Add(JToken answer, string name, JToken? value)
    {
        if (answer is not JObject fields || name.IndexOfAny(['.', '[']) >= 0)
        {
            throw new InvalidOperationException($"The answer has no {name} to edit.");
        }

        fields[name] = value;
    }
}
