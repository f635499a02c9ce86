namespace VpsOrg.Demo;

/// <summary>Objects of a kind as a table with aligned columns.</summary>
internal sealed class Table<T>(params (string Heading, Func<T, object?> Read)[] columns)
{
    private const int MostRows = 5;

    public void Write(IReadOnlyList<T> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        var rows = items.Take(MostRows).Select(item => Array.ConvertAll(columns, column => $"{column.Read(item)}")).ToArray();
        var widths = columns.Select((column, index) => Math.Max(column.Heading.Length, rows.Max(row => row[index].Length))).ToArray();
        WriteRow(Array.ConvertAll(columns, column => column.Heading), widths);
        WriteRow(Array.ConvertAll(widths, width => new string('-', width)), widths);
        Array.ForEach(rows, row => WriteRow(row, widths));
        if (items.Count > rows.Length)
        {
            Console.WriteLine($"   ... and {items.Count - rows.Length} more");
        }
    }

    private static void WriteRow(string[] cells, int[] widths) =>
        Console.WriteLine(string.Join("  ", cells.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd());
}
