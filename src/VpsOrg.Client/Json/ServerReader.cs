using System.Globalization;

namespace VpsOrg.Client;

/// <summary>Reads servers out of one answer. Plans and operating systems that are alike are kept once.</summary>
internal sealed class ServerReader(AnswerReader answer)
{
    private readonly SharedModels<VpsPlan> _plans = new();
    private readonly SharedModels<VpsOperatingSystem> _operatingSystems = new();

    /// <summary>Reads an answer that is one server.</summary>
    public static VpsServer ReadAnswer(AnswerReader answer) =>
        answer.OpenObject() ? new ServerReader(answer).ReadOpened() : throw answer.Unexpected("a server");

    /// <summary>Reads the server whose object has just been opened.</summary>
    public VpsServer ReadOpened()
    {
        var server = new VpsServer();
        var unknown = new UnknownFields();
        while (answer.NextProperty(out var name))
        {
            ReadField(name, server, ref unknown);
        }

        server.AdditionalProperties = unknown.Build();
        return server.Id != 0 ? server : throw new UnreadableBodyException("a server has no id");
    }

    private void ReadField(string name, VpsServer server, ref UnknownFields unknown)
    {
        switch (name)
        {
            case WireNames.Id: server.Id = answer.WholeNumber() ?? 0; break;
            case WireNames.Name: server.Name = answer.Text(); break;
            case WireNames.Hostname: server.Hostname = answer.Text(); break;
            case WireNames.Status: server.Status = answer.SharedText(); break;
            case WireNames.IPAddress: server.IPAddress = answer.Text(); break;
            case WireNames.IPv6Address: server.IPv6Address = answer.Text(); break;
            case WireNames.Location: server.Location = answer.SharedText(); break;
            case WireNames.Plan: server.Plan = ReadPlan(); break;
            case WireNames.OS: server.OS = ReadOS(); break;
            case WireNames.BackupsEnabled: server.BackupsEnabled = answer.Flag(); break;
            case WireNames.ResourceUsage: server.ResourceUsage = ReadUsage(); break;
            case WireNames.CreatedAt: server.CreatedAtUtc = ReadTime(name, ref unknown); break;
            case WireNames.UpdatedAt: server.UpdatedAtUtc = ReadTime(name, ref unknown); break;
            case WireNames.Message: server.Message = answer.Text(); break;
            default: unknown.Add(name, answer.Plain()); break;
        }
    }

    /// <summary>A time that cannot be read is no reason to lose a server: its text is kept among the unknown fields.</summary>
    private DateTime? ReadTime(string name, ref UnknownFields unknown)
    {
        if (answer.Text() is not { } text)
        {
            return null;
        }

        if (UtcTime.TryRead(text, out var utc))
        {
            return utc;
        }

        if (BeginsWithDate(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time.UtcDateTime;
        }

        unknown.Add(name, text);
        return null;
    }

    /// <summary>The platform would take <c>15:30</c> for today and guess the order of <c>01/02/2025</c>.</summary>
    private static bool BeginsWithDate(string text) => text.Length >= "yyyy-MM-dd".Length && text[4] == '-' && text[7] == '-';

    private VpsPlan? ReadPlan()
    {
        if (!answer.OpenObject())
        {
            return null;
        }

        var plan = new VpsPlan();
        var unknown = new UnknownFields();
        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Id: plan.Id = answer.WholeNumber(); break;
                case WireNames.Name: plan.Name = answer.SharedText(); break;
                case WireNames.VCpus: plan.VCpus = answer.WholeNumber(); break;
                case WireNames.Memory: plan.MemoryMB = answer.WholeNumber(); break;
                case WireNames.Storage: plan.StorageGB = answer.WholeNumber(); break;
                case WireNames.Bandwidth: plan.BandwidthGB = answer.WholeNumber(); break;
                default: unknown.Add(name, answer.Plain()); break;
            }
        }

        plan.AdditionalProperties = unknown.Build();
        return _plans.Share(plan);
    }

    private VpsOperatingSystem? ReadOS()
    {
        if (!answer.OpenObject())
        {
            return null;
        }

        var os = new VpsOperatingSystem();
        var unknown = new UnknownFields();
        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.Id: os.Id = answer.WholeNumber(); break;
                case WireNames.Name: os.Name = answer.SharedText(); break;
                default: unknown.Add(name, answer.Plain()); break;
            }
        }

        os.AdditionalProperties = unknown.Build();
        return _operatingSystems.Share(os);
    }

    private VpsResourceUsage? ReadUsage()
    {
        if (!answer.OpenObject())
        {
            return null;
        }

        var usage = new VpsResourceUsage();
        var unknown = new UnknownFields();
        while (answer.NextProperty(out var name))
        {
            switch (name)
            {
                case WireNames.CpuPercent: usage.CpuPercent = answer.Number(); break;
                case WireNames.MemoryUsed: usage.MemoryUsedMB = answer.Number(); break;
                case WireNames.DiskUsed: usage.DiskUsedGB = answer.Number(); break;
                case WireNames.BandwidthUsed: usage.BandwidthUsedGB = answer.Number(); break;
                default: unknown.Add(name, answer.Plain()); break;
            }
        }

        usage.AdditionalProperties = unknown.Build();
        return usage;
    }
}
