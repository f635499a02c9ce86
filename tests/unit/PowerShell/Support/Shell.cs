using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace VpsOrg.PowerShell.Tests;

/// <summary>A runspace of its own, with the preferences that PowerShell begins with.</summary>
internal sealed class Shell
{
    public Runspace Runspace { get; } = new();

    /// <summary>The time by which commands go, and the sessions that they make.</summary>
    public Clock Clock { get; init; } = Clock.System;

    /// <summary>The id of the first server of the sandboxes that are connected to: the documentation's, unless a test asks for the sandbox's own.</summary>
    public long? FirstServerId { get; init; } = 12345;

    public Dictionary<string, object?> Variables { get; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["VerbosePreference"] = "SilentlyContinue",
        ["DebugPreference"] = "SilentlyContinue",
        ["ProgressPreference"] = "Continue",
        ["ErrorActionPreference"] = "Continue",
        ["ConfirmPreference"] = ConfirmImpact.High,
        ["WhatIfPreference"] = false,
    };

    /// <summary>A command that can be looked at while it runs.</summary>
    public CommandRun Prepare<TCommand>(
        object? parameters = null,
        IEnumerable<object?>? input = null,
        Func<Question, bool>? answer = null,
        Action<object?>? written = null,
        Action<ProgressRecord>? shown = null,
        int first = 0,
        string? line = null,
        PSHost? host = null,
        bool isFollowed = false,
        Action<string>? said = null)
        where TCommand : PSCmdlet, new() =>
        Prepare(new TCommand(), parameters, input, answer, written, shown, first, line, host, isFollowed, said);

    /// <inheritdoc cref="Prepare{TCommand}"/>
    public CommandRun Prepare(
        PSCmdlet cmdlet,
        object? parameters,
        IEnumerable<object?>? input = null,
        Func<Question, bool>? answer = null,
        Action<object?>? written = null,
        Action<ProgressRecord>? shown = null,
        int first = 0,
        string? line = null,
        PSHost? host = null,
        bool isFollowed = false,
        Action<string>? said = null)
    {
        if (cmdlet is VpsCmdlet own)
        {
            own.Clock = Clock;
        }

        if (cmdlet is ConnectVpsCommand connect)
        {
            connect.FirstServerId = FirstServerId;
        }

        var run = new CommandRun(cmdlet, Runspace)
        {
            Input = input,
            Variables = Variables,
            Answer = answer ?? (_ => true),
            Written = written,
            Shown = shown,
            Said = said,
            First = first,
            Line = line,
            Host = host,
            IsFollowed = isFollowed,
        };
        foreach (var property in parameters?.GetType().GetProperties() ?? [])
        {
            run.Parameters.Add(property.Name, property.GetValue(parameters));
        }

        return run;
    }

    /// <summary>Runs a command to its end.</summary>
    public Task<CommandResult> RunAsync<TCommand>(object? parameters = null, IEnumerable<object?>? input = null)
        where TCommand : PSCmdlet, new() =>
        Prepare<TCommand>(parameters, input).RunAsync().Guarded();

    /// <summary>Runs a command that must not fail, and gives what it wrote.</summary>
    public async Task<IReadOnlyList<T>> GetAsync<TCommand, T>(object? parameters = null, IEnumerable<object?>? input = null)
        where TCommand : PSCmdlet, new()
    {
        var result = await RunAsync<TCommand>(parameters, input);
        Assert.Null(result.TerminatingError);
        Assert.Empty(result.Errors);
        return result.Objects.Cast<T>().ToArray();
    }

    /// <summary>Does something on this thread as a member of this runspace.</summary>
    public void Within(Action action)
    {
        Runspace.DefaultRunspace = Runspace;
        try
        {
            action();
        }
        finally
        {
            Runspace.DefaultRunspace = null;
        }
    }
}
