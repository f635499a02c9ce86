namespace System.Management.Automation;

[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class ParameterAttribute : Attribute
{
    public int Position { get; set; } = int.MinValue;

    public string ParameterSetName { get; set; } = "__AllParameterSets";

    public bool Mandatory { get; set; }

    public bool ValueFromPipeline { get; set; }

    public bool ValueFromPipelineByPropertyName { get; set; }

    public bool ValueFromRemainingArguments { get; set; }

    public string? HelpMessage { get; set; }

    public bool DontShow { get; set; }
}
