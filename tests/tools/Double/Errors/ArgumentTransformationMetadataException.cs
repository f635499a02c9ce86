namespace System.Management.Automation;

public class ArgumentTransformationMetadataException(string message) : Exception(message);
