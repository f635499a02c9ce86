namespace System.Management.Automation;

public class ActionPreferenceStopException(string text)
    : RuntimeException($"The running command stopped because a preference is set to Stop: {text}");
