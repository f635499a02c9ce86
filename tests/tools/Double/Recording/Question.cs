namespace VpsOrg.PowerShell.Double;

/// <summary>What a cmdlet asked <c>ShouldProcess</c>.</summary>
/// <param name="Text">What <c>-WhatIf</c> would say.</param>
/// <param name="Prompt">What a prompt would say.</param>
/// <param name="Caption">The prompt's heading.</param>
public sealed record Question(string Text, string Prompt, string Caption);
