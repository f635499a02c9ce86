using System.Collections.ObjectModel;
using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>The addresses that RFC 5737 sets aside for documentation: 762 of them, then they repeat.</summary>
internal sealed class AddressPool
{
    private const int HostsPerRange = 254;
    private static readonly ReadOnlyCollection<string> Ranges = Array.AsReadOnly(["203.0.113.", "198.51.100.", "192.0.2."]);

    private readonly int[] _holders = new int[Ranges.Count * HostsPerRange];
    private int _free;
    private int _next;

    public AddressPool() => _free = _holders.Length;

    /// <summary>An address that nobody has, as long as there is one.</summary>
    public string Take()
    {
        while (_free > 0 && _holders[_next] > 0)
        {
            _next = (_next + 1) % _holders.Length;
        }

        var slot = _next;
        _next = (_next + 1) % _holders.Length;
        Hold(slot);
        return Format(slot);
    }

    /// <summary>Marks an address as taken.</summary>
    public void Reserve(string address) => Hold(SlotOf(address));

    /// <summary>Gives an address back.</summary>
    public void Release(string address)
    {
        var slot = SlotOf(address);
        _holders[slot]--;
        if (_holders[slot] == 0)
        {
            _free++;
        }
    }

    private static string Format(int slot) =>
        Ranges[slot / HostsPerRange] + ((slot % HostsPerRange) + 1).ToString(CultureInfo.InvariantCulture);

    private static int SlotOf(string address)
    {
        for (var range = 0; range < Ranges.Count; range++)
        {
            if (address.StartsWith(Ranges[range], StringComparison.Ordinal))
            {
                var host = int.Parse(address.Substring(Ranges[range].Length), CultureInfo.InvariantCulture);
                return (range * HostsPerRange) + host - 1;
            }
        }

        throw new ArgumentException("The address is not of a documentation range.", nameof(address));
    }

    private void Hold(int slot)
    {
        if (_holders[slot] == 0)
        {
            _free--;
        }

        _holders[slot]++;
    }
}
