using System.Management.Automation;

namespace VpsOrg.PowerShell.Double;

/// <summary>Ends a pipeline through a write: <c>-ErrorAction Stop</c>, or a command further down that has enough.</summary>
internal sealed class EarlyEnd : PipelineStoppedException;
