namespace VpsOrg.Demo;

/// <summary>Shows what a command wrote, stream by stream.</summary>
internal static class Screen
{
    public static void Show(CommandResult result, bool withObjects)
    {
        foreach (var question in result.Invocation.BoundParameters.ContainsKey("WhatIf") ? result.Questions : [])
        {
            Console.WriteLine($"What if: {question.Text}");
        }

        foreach (var warning in result.Warnings)
        {
            Console.WriteLine($"WARNING: {warning}");
        }

        if (withObjects)
        {
            ServerTable.Write(result.Objects.OfType<VpsServer>().ToArray());
        }

        foreach (var error in result.Errors.Append(result.TerminatingError).OfType<ErrorRecord>())
        {
            Console.WriteLine($"ERROR {error.FullyQualifiedErrorId.Split(',')[0]}: {error}");
        }
    }
}
