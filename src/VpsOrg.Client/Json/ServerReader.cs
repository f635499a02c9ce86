namespace VpsOrg.Client;

/// <summary>Reads servers out of one answer. In a list, plans and operating systems that are alike are kept once.</summary>
internal sealed class ServerReader
{
    private readonly FieldReader<VpsServer> _readField;
    private readonly Dictionary<VpsPlan, VpsPlan>? _plans;
    private readonly Dictionary<VpsOperatingSystem, VpsOperatingSystem>? _operatingSystems;

    private ServerReader(bool forList)
    {
        _readField = ReadField;
        if (forList)
        {
            _plans = [];
            _operatingSystems = [];
        }
    }

    /// <summary>Reads an answer that is one server.</summary>
    public static VpsServer ReadAnswer(AnswerReader answer) =>
        answer.OpenObject() ? new ServerReader(forList: false).ReadOpened(answer) : throw answer.Unexpected("a server");

    /// <summary>Reads an answer that is one server's detail.</summary>
    public static VpsServer ReadDetail(AnswerReader answer)
    {
        var server = ReadAnswer(answer);
        server.IsDetailed = true;
        return server;
    }

    /// <summary>Reads an answer that is one server, and that one.</summary>
    /// <param name="id">The server that was asked for.</param>
    /// <param name="isWrite">Whether a write is answered, which may be with a refusal.</param>
    /// <exception cref="UnreadableBodyException">It is about another server, or says no.</exception>
    public static Func<AnswerReader, VpsServer> For(VpsId id, bool isWrite) => answer =>
    {
        var server = answer.OpenObject() ? new ServerReader(forList: false).Read(answer) : throw answer.Unexpected("a server");
        if (isWrite)
        {
            RefuseNo(server, id);
        }
        else
        {
            server.IsDetailed = true;
        }

        AnswerCheck.RefuseOther(Identified(server).Key, id);
        return server;
    };

    /// <summary>Reads the servers of the array that has just been opened, up to its end.</summary>
    public static void ReadItems(AnswerReader answer, List<VpsServer> servers)
    {
        var reader = new ServerReader(forList: true);
        while (answer.NextObjectInArray())
        {
            servers.Add(reader.ReadOpened(answer));
        }
    }

    private static VpsServer Identified(VpsServer server) =>
        !server.Key.IsNone ? server : throw new UnreadableBodyException("a server has no id");

    /// <summary>What has no name describes no server: its status is then a verdict on the write.</summary>
    private static void RefuseNo(VpsServer server, VpsId id)
    {
        var fields = server.AdditionalProperties.ToDictionary(field => field.Key, field => field.Value, StringComparer.Ordinal);
        (fields[WireNames.Status], fields[WireNames.Message]) = (server.Status, server.Message);
        AnswerCheck.RefuseNo(fields, id, describesServer: server.Name is not null);
    }

    private VpsServer ReadOpened(AnswerReader answer) => Identified(Read(answer));

    private VpsServer Read(AnswerReader answer)
    {
        var server = new VpsServer();
        server.AdditionalProperties = answer.ReadFields(server, _readField).Build();
        server.IsDetailed = server.ResourceUsage is not null; // No list item and no create answer has it.
        return server;
    }

    private bool ReadField(AnswerReader answer, string name, VpsServer server, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Id: server.Key = answer.Id() ?? default; break;
            case WireNames.Name: server.Name = answer.Text(); break;
            case WireNames.Hostname: server.Hostname = answer.Text(); break;
            case WireNames.Status: server.Status = answer.SharedText(); break;
            case WireNames.IPAddress: server.IPAddress = answer.Text(); break;
            case WireNames.IPv6Address: server.IPv6Address = answer.Text(); break;
            case WireNames.Location: server.Location = answer.SharedText(); break;
            case WireNames.Plan: server.PlanDetail = ReadPlan(answer); break;
            case WireNames.OS: server.OSDetail = ReadOS(answer); break;
            case WireNames.BackupsEnabled: server.BackupsEnabled = answer.Flag(); break;
            case WireNames.ResourceUsage: server.ResourceUsage = ReadUsage(answer); break;
            case WireNames.CreatedAt: server.Created = ReadTime(answer, name, ref unknown); break;
            case WireNames.UpdatedAt: server.Updated = ReadTime(answer, name, ref unknown); break;
            case WireNames.Message: server.Message = answer.Text(); break;
            default: return false;
        }

        return true;
    }

    /// <summary>A time that cannot be read is no reason to lose a server: its text is kept among the unknown fields.</summary>
    private static DateTime? ReadTime(AnswerReader answer, string name, ref UnknownFields unknown)
    {
        if (answer.Text() is not { } text)
        {
            return null;
        }

        if (UtcTime.TryReadAny(text, out var utc))
        {
            return utc;
        }

        unknown.Add(name, text);
        return null;
    }

    private VpsPlan? ReadPlan(AnswerReader answer)
    {
        var plan = new VpsPlan();
        if (!answer.ReadObject(plan, ReadPlanField, out var unknown))
        {
            return null;
        }

        plan.AdditionalProperties = unknown.Build();
        return Shared(plan, _plans);
    }

    private static bool ReadPlanField(AnswerReader answer, string name, VpsPlan plan, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Id: plan.Key = answer.Id(); break;
            case WireNames.Name: plan.Name = answer.SharedText(); break;
            case WireNames.VCpus: plan.VCpus = answer.WholeNumber(); break;
            case WireNames.Memory: plan.MemoryMB = answer.WholeNumber(); break;
            case WireNames.Storage: plan.StorageGB = answer.WholeNumber(); break;
            case WireNames.Bandwidth: plan.BandwidthGB = answer.WholeNumber(); break;
            default: return false;
        }

        return true;
    }

    private VpsOperatingSystem? ReadOS(AnswerReader answer)
    {
        var os = new VpsOperatingSystem();
        if (!answer.ReadObject(os, ReadOSField, out var unknown))
        {
            return null;
        }

        os.AdditionalProperties = unknown.Build();
        return Shared(os, _operatingSystems);
    }

    private static bool ReadOSField(AnswerReader answer, string name, VpsOperatingSystem os, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Id: os.Key = answer.Id(); break;
            case WireNames.Name: os.Name = answer.SharedText(); break;
            default: return false;
        }

        return true;
    }

    private static VpsResourceUsage? ReadUsage(AnswerReader answer)
    {
        var usage = new VpsResourceUsage();
        if (!answer.ReadObject(usage, ReadUsageField, out var unknown))
        {
            return null;
        }

        usage.AdditionalProperties = unknown.Build();
        return usage;
    }

    private static bool ReadUsageField(AnswerReader answer, string name, VpsResourceUsage usage, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.CpuPercent: usage.CpuPercent = answer.Number(); break;
            case WireNames.MemoryUsed: usage.MemoryUsedMB = answer.Number(); break;
            case WireNames.DiskUsed: usage.DiskUsedGB = answer.Number(); break;
            case WireNames.BandwidthUsed: usage.BandwidthUsedGB = answer.Number(); break;
            default: return false;
        }

        return true;
    }

    /// <summary>The first model that equals this one: ten thousand servers of a plan hold one plan.</summary>
    private static TModel Shared<TModel>(TModel model, Dictionary<TModel, TModel>? known)
        where TModel : class
    {
        if (known is null)
        {
            return model;
        }

        if (known.TryGetValue(model, out var first))
        {
            return first;
        }

        known.Add(model, model);
        return model;
    }
}
