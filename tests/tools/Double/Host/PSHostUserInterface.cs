using System.Security;

namespace System.Management.Automation.Host;

public abstract class PSHostUserInterface
{
    public abstract void Write(string value);

    public abstract void WriteWarningLine(string message);

    public abstract SecureString ReadLineAsSecureString();
}
