namespace System.Management.Automation;

public class PipelineStoppedException : Exception
{
    public PipelineStoppedException()
        : base("The pipeline has been stopped.")
    {
    }
}
