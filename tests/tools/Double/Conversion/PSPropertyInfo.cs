namespace System.Management.Automation;

public abstract class PSPropertyInfo(string name, object? value) : PSMemberInfo(name, value);
