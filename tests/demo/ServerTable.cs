namespace VpsOrg.Demo;

/// <summary>Servers as a table with aligned columns.</summary>
internal static class ServerTable
{
    private const int MostRows = 5;

    private static readonly (string Heading, Func<VpsServer, string?> Read)[] Columns =
    [
        ("Id", server => server.Id.ToString()),
        ("Name", server => server.Name),
        ("Status", server => server.Status),
        ("IPAddress", server => server.IPAddress),
        ("Location", server => server.Location),
        ("Plan", server => server.Plan),
        ("OS", server => server.OS),
    ];

    public static void Write(IReadOnlyList<VpsServer> servers)
    {
        if (servers.Count == 0)
        {
            return;
        }

        var rows = servers.Take(MostRows).Select(server => Array.ConvertAll(Columns, column => column.Read(server) ?? "")).ToArray();
        var widths = Columns.Select((column, index) => Math.Max(column.Heading.Length, rows.Max(row => row[index].Length))).ToArray();
        WriteRow(Array.ConvertAll(Columns, column => column.Heading), widths);
        WriteRow(Array.ConvertAll(widths, width => new string('-', width)), widths);
        Array.ForEach(rows, row => WriteRow(row, widths));
        if (servers.Count > rows.Length)
        {
            Console.WriteLine($"   ... and {servers.Count - rows.Length} more");
        }
    }

    private static void WriteRow(string[] cells, int[] widths) =>
        Console.WriteLine(string.Join("  ", cells.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd());
}
