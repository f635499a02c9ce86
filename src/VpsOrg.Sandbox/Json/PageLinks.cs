namespace VpsOrg.Sandbox;

/// <summary>The addresses of a page's neighbours; null where there is none.</summary>
internal sealed class PageLinks(string? next, string? previous)
{
    public string? Next { get; } = next;

    public string? Previous { get; } = previous;
}
