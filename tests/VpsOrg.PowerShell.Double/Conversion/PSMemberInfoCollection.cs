namespace System.Management.Automation;

public abstract class PSMemberInfoCollection<T>
    where T : PSMemberInfo
{
    public abstract T? this[string name] { get; }
}
