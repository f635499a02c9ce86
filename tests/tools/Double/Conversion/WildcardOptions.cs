namespace System.Management.Automation;

[Flags]
public enum WildcardOptions
{
    None = 0,
    IgnoreCase = 2,
    CultureInvariant = 4,
}
