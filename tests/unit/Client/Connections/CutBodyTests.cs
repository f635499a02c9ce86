using System.Text;

namespace VpsOrg.Client.Tests;

/// <summary>
/// A body that ends before its last byte is a lost connection, also where the platform tells its end as if it were
/// whole: .NET Framework gives no exception then, only no more bytes.
/// </summary>
public sealed class CutBodyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task A_body_cut_short_is_a_lost_connection_that_leaves_open_what_happened(int arrived)
    {
        using var client = Clients.For(Answering(Cut(Payloads.Start, arrived)));

        var exception = await Assert.ThrowsAsync<VpsConnectionException>(() => client.StartServerAsync(12345).Guarded());

        Assert.Contains("the connection was lost", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.MayHaveActed);
        Assert.Equal(200, exception.Context.StatusCode);
    }

    [Fact]
    public async Task A_read_whose_body_is_cut_short_is_tried_again() =>
        await IsTriedAgainAsync("GET", Payloads.Get, client => client.GetServerAsync(12345));

    [Fact]
    public async Task A_list_whose_body_is_cut_short_is_tried_again() =>
        await IsTriedAgainAsync("GET", Payloads.List, client => client.GetServersAsync());

    [Fact]
    public async Task A_change_whose_answer_is_cut_short_is_tried_again() =>
        await IsTriedAgainAsync("PATCH", Payloads.Get, client => client.UpdateServerAsync(12345, new UpdateServerRequest { Name = "web-01" }));

    [Fact]
    public async Task A_replacement_whose_answer_is_cut_short_is_tried_again() =>
        await IsTriedAgainAsync("PUT", Payloads.Get, client => client.ReplaceServerAsync(12345, new ReplaceServerRequest("web-01", "web-01.example.com", backupsEnabled: true)));

    /// <summary>JSON that is whole may still be another's: what follows it was promised and did not come.</summary>
    [Fact]
    public async Task A_body_whose_JSON_is_whole_but_not_its_length_is_cut_short_too()
    {
        using var client = Clients.For(Answering(Cut(Payloads.Get + "    ", Payloads.Get.Length)));

        await Assert.ThrowsAsync<VpsConnectionException>(() => client.GetServerAsync(12345).Guarded());
    }

    [Fact]
    public async Task A_length_beside_an_encoding_counts_packed_bytes_and_is_not_compared()
    {
        var content = Cut(Payloads.Get + new string(' ', 100), Payloads.Get.Length);
        content.Headers.ContentEncoding.Add("gzip"); // Unpacked by now: Mono leaves the header where it was.
        using var client = Clients.For(Answering(content));

        Assert.Equal(12345, (await client.GetServerAsync(12345).Guarded()).Id);
    }

    private static async Task IsTriedAgainAsync(string method, string body, Func<VpsClient, Task> call)
    {
        var handler = Answering(Cut(body, body.Length / 2), new StringContent(body));
        using var client = Clients.For(handler, retries: 1);

        await call(client).Guarded();

        Assert.Equal([method, method], handler.Lines.Select(line => line.Split(' ')[0]));
    }

    private static StubHandler Answering(params HttpContent[] answers)
    {
        var next = new Queue<HttpContent>(answers);
        return new StubHandler(_ => new HttpResponseMessage { Content = next.Dequeue() });
    }

    /// <summary>So many bytes of a body whose head promised all of them.</summary>
    private static StreamContent Cut(string body, int arrived)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var content = new StreamContent(new OneWayStream(new MemoryStream(bytes, 0, arrived)));
        content.Headers.ContentLength = bytes.Length;
        return content;
    }

    /// <summary>As a socket's stream: nobody can ask how much there is.</summary>
    private sealed class OneWayStream(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
