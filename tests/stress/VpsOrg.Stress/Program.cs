using System.Globalization;
using System.Runtime.InteropServices;
using VpsOrg.Stress;

// Started by `./build.sh stress` and `./build.ps1 -Task Stress`, which build the tests first.
if (args is not [var root, var roundsText, .. var rest] || rest.Length > 1
    || !int.TryParse(roundsText, NumberStyles.None, CultureInfo.InvariantCulture, out var rounds) || rounds < 1)
{
    Console.Error.WriteLine("usage: VpsOrg.Stress FOLDER ROUNDS [VSTEST-FILTER]");
    return 2;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
return await new StressRun(root, rounds, rest.FirstOrDefault()).RunAsync(stop.Token);

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
