using System.Collections.ObjectModel;

namespace VpsOrg.Client;

/// <summary>The one empty dictionary that models share where the API sent no unknown field.</summary>
internal static class NoProperties
{
    public static readonly IReadOnlyDictionary<string, object?> Instance =
        new ReadOnlyDictionary<string, object?>(new Dictionary<string, object?>(0));
}
