namespace VpsOrg.Sandbox;

/// <summary>One path of the API and what can be done there.</summary>
internal sealed class ApiResource(string pattern, IReadOnlyDictionary<string, Func<ApiCall, Answer>> methods)
{
    private readonly PathPattern _pattern = new(pattern);

    public bool IsAt(string path) => _pattern.Matches(path);

    /// <summary>Does what the call asks for. Who is calling comes before what, and how before which: the order of Django REST Framework.</summary>
    public Answer Invoke(ApiCall call)
    {
        if (!call.Authorized)
        {
            return Answer.Detail(401, call.HasToken ? "Invalid token." : "Authentication credentials were not provided.");
        }

        if (!methods.TryGetValue(call.Method, out var method))
        {
            return Answer.Detail(405, $"Method \"{call.Method}\" not allowed.").WithHeader("Allow", string.Join(", ", methods.Keys));
        }

        return call.LacksJsonType
            ? Answer.Detail(415, $"Unsupported media type \"{call.ContentType}\" in request.")
            : method(call);
    }
}
