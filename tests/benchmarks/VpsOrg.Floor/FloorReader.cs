using System.Globalization;
using Newtonsoft.Json;

namespace VpsOrg.Floor;

/// <summary>
/// Reads servers straight off the wire: the shapes are taken for granted, nothing is checked, cleaned, bounded or
/// counted. It is the least that a typed answer can cost with this JSON library.
/// </summary>
internal sealed class FloorReader(JsonTextReader json)
{
    /// <summary>One server, or every server of a list answer.</summary>
    public static List<FloorServer> ReadAll(Stream body)
    {
        using var json = new JsonTextReader(new StreamReader(body)) { DateParseHandling = DateParseHandling.None };
        var servers = new List<FloorServer>();
        var reader = new FloorReader(json);
        json.Read();
        var first = new FloorServer();
        while (json.Read() && json.TokenType == JsonToken.PropertyName)
        {
            if ((string)json.Value! == "results")
            {
                reader.ReadList(servers);
                return servers;
            }

            reader.ReadField(first);
        }

        servers.Add(first);
        return servers;
    }

    private void ReadList(List<FloorServer> servers)
    {
        json.Read();
        while (json.Read() && json.TokenType == JsonToken.StartObject)
        {
            var server = new FloorServer();
            while (json.Read() && json.TokenType == JsonToken.PropertyName)
            {
                ReadField(server);
            }

            servers.Add(server);
        }
    }

    private void ReadField(FloorServer server)
    {
        switch ((string)json.Value!)
        {
            case "id": server.Id = Number(); break;
            case "name": server.Name = json.ReadAsString(); break;
            case "hostname": server.Hostname = json.ReadAsString(); break;
            case "status": server.Status = json.ReadAsString(); break;
            case "ip_address": server.IPAddress = json.ReadAsString(); break;
            case "location": server.Location = json.ReadAsString(); break;
            case "plan": server.Plan = ReadPart(); break;
            case "os": server.OS = ReadPart(); break;
            case "created_at": server.CreatedAt = Time(); break;
            case "updated_at": server.UpdatedAt = Time(); break;
            default:
                json.Read();
                json.Skip();
                break;
        }
    }

    private FloorPart ReadPart()
    {
        var part = new FloorPart();
        json.Read();
        while (json.Read() && json.TokenType == JsonToken.PropertyName)
        {
            switch ((string)json.Value!)
            {
                case "id": part.Id = Number(); break;
                case "name": part.Name = json.ReadAsString(); break;
                case "vcpus": part.VCpus = Number(); break;
                case "memory": part.Memory = Number(); break;
                case "storage": part.Storage = Number(); break;
                default:
                    json.Read();
                    json.Skip();
                    break;
            }
        }

        return part;
    }

    private long Number()
    {
        json.Read();
        return (long)json.Value!;
    }

    private DateTime Time() => DateTime.ParseExact(
        json.ReadAsString(), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
