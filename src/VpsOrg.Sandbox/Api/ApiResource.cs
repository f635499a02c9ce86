namespace VpsOrg.Sandbox;

/// <summary>One path of the API and what can be done there.</summary>
internal sealed class ApiResource(string pattern, IReadOnlyDictionary<string, Func<ApiRequest, Answer>> methods)
{
    private readonly PathPattern _pattern = new(pattern);

    public bool IsAt(string path) => _pattern.Matches(path);

    /// <summary>Does what is asked for. Who is asking comes before what, and how before which: the order of Django REST Framework.</summary>
    public Answer Invoke(ApiRequest request)
    {
        if (!request.Authorized)
        {
            return Answer.Detail(401, request.HasToken ? "Invalid token." : "Authentication credentials were not provided.");
        }

        if (!methods.TryGetValue(request.Method, out var method))
        {
            return Answer.Detail(405, $"Method \"{request.Method}\" not allowed.").WithHeader("Allow", string.Join(", ", methods.Keys));
        }

        return request.LacksJsonType
            ? Answer.Detail(415, $"Unsupported media type \"{request.ContentType}\" in request.")
            : method(request);
    }
}
