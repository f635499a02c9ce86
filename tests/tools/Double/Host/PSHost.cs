namespace System.Management.Automation.Host;

public abstract class PSHost
{
    public abstract string Name { get; }

    public abstract PSHostUserInterface UI { get; }

    public abstract void NotifyBeginApplication();

    public abstract void NotifyEndApplication();
}
