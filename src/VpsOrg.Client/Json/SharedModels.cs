namespace VpsOrg.Client;

/// <summary>Keeps one of all models that are equal: ten thousand servers of a plan hold one plan.</summary>
internal sealed class SharedModels<T>
    where T : class, IEquatable<T>
{
    private readonly Dictionary<T, T> _known = [];

    public T Share(T model)
    {
        if (_known.TryGetValue(model, out var known))
        {
            return known;
        }

        _known.Add(model, model);
        return model;
    }
}
