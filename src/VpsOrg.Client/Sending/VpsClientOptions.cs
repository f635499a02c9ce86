using System.Net;

namespace VpsOrg.Client;

/// <summary>How a <c>VpsClient</c> reaches the API.</summary>
public sealed class VpsClientOptions
{
    /// <summary>The vendor's address.</summary>
    public static Uri DefaultBaseAddress { get; } = new("https://admin.vps.org/api/v1/");

    /// <summary>The root of the API; https, or http to this machine. A missing last slash is added.</summary>
    public Uri BaseAddress { get; init; } = DefaultBaseAddress;

    /// <summary>The token that every request carries.</summary>
    public VpsToken? Token { get; init; }

    /// <summary>The time for one call, with its answer, retries and back-off; default 100 seconds.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>How many times safe-to-repeat calls are retried; default 4.</summary>
    public int MaximumRetryCount { get; init; } = 4;

    /// <summary>The longest pause between two checks while waiting for a status; default 5 seconds.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The proxy; null uses the system's.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Proxy credentials.</summary>
    public ICredentials? ProxyCredentials { get; init; }

    /// <summary>Sends the token over http to a host other than this machine. For test beds only.</summary>
    public bool AllowInsecure { get; init; }

    /// <summary>Sends only GET requests.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether a server of this name is protected against every write but start; null protects none.</summary>
    public Func<string, bool>? IsProtected { get; init; }

    /// <summary>The file of the audit trail: one JSON line before and one after each write. Null keeps none.</summary>
    public string? LogPath { get; init; }

    /// <summary>Makes the innermost handler; null makes the platform's. The sandbox comes in here.</summary>
    public Func<HttpMessageHandler>? HandlerFactory { get; init; }

    /// <summary>The most bytes that a list may have, unpacked; 256 MB, as a parameter for tests.</summary>
    internal long LongestList { get; init; } = 256L << 20;

    /// <summary>What became of orders: that of the process, and one of its own for each account that is simulated in it.</summary>
    internal OrderLedger Ledger { get; init; } = OrderLedger.OfProcess;

    /// <summary>Time as a parameter, for tests.</summary>
    internal Clock Clock { get; init; } = Clock.System;

    /// <summary>A number from 0 (inclusive) to 1 (exclusive): the jitter of the back-off, as a parameter for tests.</summary>
    internal Func<double> Jitter { get; init; } = JitterSource.Next;
}
