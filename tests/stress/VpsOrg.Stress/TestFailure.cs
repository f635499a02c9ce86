namespace VpsOrg.Stress;

/// <summary>A test that failed in a round.</summary>
/// <param name="Assembly">The name of its assembly: two of them hold the client's tests.</param>
/// <param name="Test">Its name, with the values of its case.</param>
/// <param name="Message">The first line of what it said.</param>
internal sealed record TestFailure(string Assembly, string Test, string Message);
