namespace System.Management.Automation;

public class ProgressRecord(int activityId, string activity, string statusDescription)
{
    public int ActivityId { get; } = activityId;

    public string Activity { get; } = activity;

    public string StatusDescription { get; } = statusDescription;

    public ProgressRecordType RecordType { get; set; }

    public string? CurrentOperation { get; set; }

    public int PercentComplete { get; set; } = -1;

    public int SecondsRemaining { get; set; } = -1;
}
