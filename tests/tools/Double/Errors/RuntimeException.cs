namespace System.Management.Automation;

public class RuntimeException(string message) : Exception(message);
