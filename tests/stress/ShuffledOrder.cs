using System.Security.Cryptography;
using System.Text;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace VpsOrg.Tests;

/// <summary>Runs the collections of an assembly and the tests of a class in an order that depends on a seed alone.</summary>
/// <remarks>
/// <c>VPSORG_TEST_SEED</c> is the seed: the same text gives the same order again. Without it, the order is the same in
/// every run. <c>tests/Directory.Build.targets</c> makes every test project use this class.
/// </remarks>
public sealed class ShuffledOrder : ITestCollectionOrderer, ITestCaseOrderer
{
    private static readonly string Seed = Environment.GetEnvironmentVariable("VPSORG_TEST_SEED") ?? "";

    /// <inheritdoc/>
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Place(collection.DisplayName), StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase =>
        testCases.OrderBy(testCase => Place(testCase.UniqueID), StringComparer.Ordinal);

    // Not the names' own hash codes: .NET makes those anew in every process.
    private static string Place(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}\n{name}")));
}
