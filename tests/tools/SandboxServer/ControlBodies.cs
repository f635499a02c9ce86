namespace VpsOrg.Sandbox.Hosting;

/// <summary>The body of a control request about servers.</summary>
internal sealed record ServerWish(int? Count = null, string? Name = null, string? Status = null);

/// <summary>The body of a control request about the time.</summary>
internal sealed record ClockWish(TimeSpan? Advance = null);
