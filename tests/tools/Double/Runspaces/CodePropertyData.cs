using System.Reflection;

namespace System.Management.Automation.Runspaces;

public sealed class CodePropertyData(string name, MethodInfo getMethod) : TypeMemberData(name)
{
    public MethodInfo GetCodeReference { get; } = getMethod;

    public bool IsHidden { get; set; }
}
