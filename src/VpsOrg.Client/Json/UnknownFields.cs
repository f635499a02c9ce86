using System.Collections.ObjectModel;

namespace VpsOrg.Client;

/// <summary>Gathers the fields that no property knows; costs nothing where there are none.</summary>
internal struct UnknownFields
{
    private Dictionary<string, object?>? _values;

    public readonly bool Any => _values is not null;

    public void Add(string name, object? value) =>
        (_values ??= new Dictionary<string, object?>(StringComparer.Ordinal))[name] = value;

    public readonly IReadOnlyDictionary<string, object?> Build() =>
        _values is null ? NoProperties.Instance : new ReadOnlyDictionary<string, object?>(_values);
}

/// <summary>Reads the value of one field into a model.</summary>
/// <param name="answer">Stands before the value.</param>
/// <param name="name">The field's wire name.</param>
/// <param name="model">What the value goes into.</param>
/// <param name="unknown">Takes what is known by name and still fits no property.</param>
/// <returns>False, and nothing is read, where the model has no such field.</returns>
internal delegate bool FieldReader<in TModel>(AnswerReader answer, string name, TModel model, ref UnknownFields unknown);
