using System.Text;
using VpsOrg.Demo;

Console.OutputEncoding = Encoding.UTF8;
Console.WriteLine("VpsOrg without PowerShell: the compiled cmdlets run on a test double of its engine, against the sandbox. Nothing is real, nothing costs money.");

var checks = new Checks();
try
{
    var stage = await Stage.OpenAsync(checks, Environment.GetEnvironmentVariable("VPS_DEMO_PREFIX") ?? "").ConfigureAwait(false);
    await Reading.PlayAsync(stage).ConfigureAwait(false);
    await Changing.PlayAsync(stage).ConfigureAwait(false);
    await Ordering.PlayAsync(stage).ConfigureAwait(false);
    await Powering.PlayAsync(stage).ConfigureAwait(false);
    await WayBack.PlayAsync(stage).ConfigureAwait(false);
    await Fleet.PlayAsync(stage).ConfigureAwait(false);
    Summary.Play(stage);
}
#pragma warning disable CA1031 // Whatever breaks it off is a mismatch, and is named.
catch (Exception exception)
#pragma warning restore CA1031
{
    checks.That($"the demo comes to its end ({exception})", false);
}

return checks.Conclude();
