namespace VpsOrg.Demo;

/// <summary>Compares what came with what a user should see, and remembers every mismatch.</summary>
internal sealed class Checks
{
    private int _held;
    private int _broken;

    public void That(string what, bool holds)
    {
        if (holds)
        {
            _held++;
            return;
        }

        _broken++;
        Console.WriteLine($"MISMATCH: {what}");
    }

    /// <summary>Says how it went.</summary>
    /// <returns>The exit code.</returns>
    public int Conclude()
    {
        Console.WriteLine();
        Console.WriteLine(_broken == 0 ? $"The demo went as it should: {_held} checks held." : $"The demo found {(_broken == 1 ? "1 mismatch" : $"{_broken} mismatches")}.");
        return _broken == 0 && _held > 0 ? 0 : 1;
    }
}
