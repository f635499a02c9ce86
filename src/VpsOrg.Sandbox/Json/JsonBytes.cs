using System.Text;
using Newtonsoft.Json;

namespace VpsOrg.Sandbox;

/// <summary>JSON as it goes over the wire: compact, UTF-8, no byte order mark.</summary>
internal static class JsonBytes
{
    public static byte[] Write(Action<JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new JsonTextWriter(new StreamWriter(bytes, new UTF8Encoding(false))))
        {
            write(writer);
        }

        return bytes.ToArray();
    }
}
