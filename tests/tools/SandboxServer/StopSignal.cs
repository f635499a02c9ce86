using System.Runtime.InteropServices;

namespace VpsOrg.Sandbox.Hosting;

/// <summary>What ends the program: Ctrl-C, SIGTERM and, where wished, the end of standard input.</summary>
internal static class StopSignal
{
    public static async Task WaitAsync(bool untilStdinCloses)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var input = untilStdinCloses ? Console.OpenStandardInput().CopyToAsync(Stream.Null) : stopped.Task;
        await Task.WhenAny(stopped.Task, input).ConfigureAwait(false);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        }
    }
}
