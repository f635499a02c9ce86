using System.Text;

namespace VpsOrg.Sandbox.Tests;

/// <summary>A plain HTTP client with a token.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(HttpMessageHandler handler, Uri baseAddress, string? token = "vps_sandbox")
    {
        _http = new HttpClient(handler) { BaseAddress = baseAddress, Timeout = Timeout.InfiniteTimeSpan };
        if (token != null)
        {
            _http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }
    }

    public HttpClient Http => _http;

    public Task<Reply> GetAsync(string path) => SendAsync("GET", path, null);

    public Task<Reply> PostAsync(string path, string body = "") => SendAsync("POST", path, body);

    public Task<Reply> PutAsync(string path, string body) => SendAsync("PUT", path, body);

    public Task<Reply> PatchAsync(string path, string body) => SendAsync("PATCH", path, body);

    public Task<Reply> DeleteAsync(string path) => SendAsync("DELETE", path, null);

    public Task<Reply> SendAsync(string method, string path, string? body, string contentType = "application/json") =>
        Reply.TakeAsync(StartAsync(method, path, body, contentType));

    public async Task<HttpResponseMessage> StartAsync(
        string method,
        string path,
        string? body = null,
        string contentType = "application/json",
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead,
        CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body != null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return await _http.SendAsync(request, completion, cancellationToken);
    }

    public void Dispose() => _http.Dispose();
}
