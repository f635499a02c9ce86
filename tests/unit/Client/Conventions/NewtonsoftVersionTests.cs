using System.Diagnostics;
using System.Reflection;
using Newtonsoft.Json;

namespace VpsOrg.Client.Tests;

public sealed class NewtonsoftVersionTests
{
    [Fact]
    public void These_tests_run_on_the_version_of_Newtonsoft_Json_that_they_claim_to()
    {
        var expected = typeof(NewtonsoftVersionTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ExpectedNewtonsoftJsonVersion").Value;

        var loaded = FileVersionInfo.GetVersionInfo(typeof(JsonTextReader).Assembly.Location).FileVersion;

        Assert.StartsWith(expected + ".", loaded, StringComparison.Ordinal);
    }
}
