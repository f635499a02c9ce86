namespace VpsOrg.PowerShell.Tests;

/// <summary>
/// Tests that start programs; nothing else runs meanwhile. A child holds every file of this process open until its program begins: to a
/// test on held time, a trail would be in the hands of another process, for which no time passes there.
/// </summary>
[CollectionDefinition(nameof(RealPrograms), DisableParallelization = true)]
public sealed class RealPrograms;
