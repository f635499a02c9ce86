namespace System.Management.Automation;

internal sealed class PSNoteProperty(string name, object? value) : PSPropertyInfo(name, value);
