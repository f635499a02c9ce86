namespace System.Management.Automation;

public class PipelineStoppedException : RuntimeException
{
    public PipelineStoppedException()
        : base("The pipeline has been stopped.")
    {
    }
}
