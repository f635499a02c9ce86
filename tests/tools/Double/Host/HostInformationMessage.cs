namespace System.Management.Automation;

/// <summary>What is shown in the host and travels in the information stream.</summary>
public class HostInformationMessage
{
    public string? Message { get; set; }

    public override string ToString() => Message ?? string.Empty;
}
