using System.Net;

namespace VpsOrg.Sandbox;

/// <summary>The ports of one server that are open. Not thread safe: the account's lock guards it.</summary>
internal sealed class OpenPorts
{
    private readonly Dictionary<int, LoopbackPort> _open = [];

    /// <summary>Where a port is, which opens now where it is not open yet.</summary>
    public IPEndPoint Open(SandboxPort port)
    {
        if (!_open.TryGetValue(port.Number, out var open))
        {
            _open.Add(port.Number, open = new LoopbackPort(port));
        }

        return open.End;
    }

    /// <summary>Closes them all.</summary>
    public void Close()
    {
        foreach (var port in _open.Values)
        {
            port.Dispose();
        }

        _open.Clear();
    }
}
