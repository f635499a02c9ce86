namespace VpsOrg.Sandbox;

/// <summary>A deployment whose every field is in order.</summary>
internal sealed class DeploymentOrder
{
    private DeploymentOrder(string name, Plan plan, SystemImage system, string location)
    {
        Name = name;
        Plan = plan;
        System = system;
        Location = location;
    }

    public string Name { get; }

    public Plan Plan { get; }

    public SystemImage System { get; }

    public string Location { get; }

    public string? Hostname { get; private set; }

    public bool BackupsEnabled { get; private set; }

    /// <summary>The order; null when a field is wrong, which the reader then knows.</summary>
    public static DeploymentOrder? Read(FieldReader fields)
    {
        fields.AllowOnly("name", "plan_id", "os_id", "location", "hostname", "ssh_key_id", "backups_enabled");
        fields.Require("name", "plan_id", "os_id", "location");
        var name = fields.Text("name", FieldRules.Name);
        var plan = fields.Integer("plan_id", FieldRules.Plan);
        var system = fields.Integer("os_id", FieldRules.System);
        var location = fields.Text("location", FieldRules.Location);
        var hostname = fields.NullableText("hostname", FieldRules.Hostname);
        fields.NullableInteger("ssh_key_id", FieldRules.SshKey);
        var backups = fields.Boolean("backups_enabled");
        return fields.HasErrors
            ? null
            : new DeploymentOrder(name!, Catalogue.FindPlan(plan!.Value)!, Catalogue.FindSystem(system!.Value)!, location!)
            {
                Hostname = hostname,
                BackupsEnabled = backups ?? false,
            };
    }
}
