namespace System.Management.Automation;

public class PSNoteProperty(string name, object? value) : PSPropertyInfo(name, value);
