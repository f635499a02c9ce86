namespace VpsOrg.Sandbox.Hosting;

/// <summary>Tells the API's requests from those that steer the sandbox.</summary>
internal sealed class RequestDispatcher(RequestBridge bridge, ControlEndpoints control)
{
    public Task DispatchAsync(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/sandbox", StringComparison.Ordinal) ? control.InvokeAsync(context) : bridge.InvokeAsync(context);
}
