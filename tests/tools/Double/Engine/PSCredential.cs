using System.Net;
using System.Security;

namespace System.Management.Automation;

public sealed class PSCredential(string userName, SecureString password)
{
    public NetworkCredential GetNetworkCredential() => new(userName, password);
}
