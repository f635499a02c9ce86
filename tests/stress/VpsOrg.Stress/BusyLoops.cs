namespace VpsOrg.Stress;

/// <summary>Keeps every core busy four times over, until it is disposed of.</summary>
/// <remarks>Threads of this process and no processes of their own: however this one ends, the loops end with it.</remarks>
internal sealed class BusyLoops : IDisposable
{
    public const int PerCore = 4;

    private volatile bool _stopped;

    public BusyLoops()
    {
        for (var i = 0; i < PerCore * Environment.ProcessorCount; i++)
        {
            new Thread(Spin) { IsBackground = true }.Start();
        }
    }

    public void Dispose() => _stopped = true;

    private void Spin()
    {
        while (!_stopped)
        {
        }
    }
}
