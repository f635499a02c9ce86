namespace System.Management.Automation;

/// <summary>What a path belongs to: here always the file system.</summary>
public class ProviderInfo;
