namespace VpsOrg.PowerShell;

/// <summary>Whether one name may be a slip for another: other separators, a beginning of it, a letter or two aside.</summary>
internal static class NearName
{
    private const int ShortestBeginning = 4;
    private const int LongEnoughForTwo = 6;

    /// <summary>Whether a name that is not the wanted one looks as if it were meant.</summary>
    public static bool IsNear(string name, string wanted)
    {
        var (given, meant) = (Letters(name), Letters(wanted));
        return given == meant
            || given + "ID" == meant
            || (given.Length >= ShortestBeginning && meant.StartsWith(given, StringComparison.Ordinal))
            || (meant.Length >= ShortestBeginning && Distance(given, meant) <= (meant.Length >= LongEnoughForTwo ? 2 : 1));
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>How many letters must be changed, added, left out or swapped with their neighbour.</summary>
    private static int Distance(string left, string right)
    {
        var steps = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                steps[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(steps[i - 1, j] + 1, steps[i, j - 1] + 1),
                    steps[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    steps[i, j] = Math.Min(steps[i, j], steps[i - 2, j - 2] + 1);
                }
            }
        }

        return steps[left.Length, right.Length];
    }
}
