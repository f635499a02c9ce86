using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace VpsOrg.Floor;

/// <summary>Notes whose methods .NET compiles in this process, from now on: from the runtime's own events.</summary>
public sealed class CompilationWatch : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Compilation = (EventKeywords)0x10;
    private static readonly TimeSpan EventsAreLate = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<string> _types = new();

    /// <summary>Stops to watch.</summary>
    /// <returns>For each compiled method the one that it belongs to.</returns>
    public string[] Take()
    {
        Thread.Sleep(EventsAreLate);
        Dispose();
        return [.. _types.Select(OwnerOf)];
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
        {
            EnableEvents(eventSource, EventLevel.Verbose, Compilation);
        }
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) == true &&
            eventData.PayloadNames?.IndexOf("MethodNamespace") is >= 0 and int place)
        {
            _types.Enqueue((string)eventData.Payload![place]!);
        }
    }

    private static string OwnerOf(string type) => Array.Find(
        ["VpsOrg.PowerShell", "VpsOrg.Client", "VpsOrg.Floor", "VpsOrg.Sandbox", "Newtonsoft.Json", "System.Management.Automation", "Microsoft.PowerShell", "dynamicClass"],
        owner => type.StartsWith(owner, StringComparison.Ordinal)) ?? ".NET";
}
