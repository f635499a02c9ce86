namespace VpsOrg.Sandbox;

/// <summary>A deployment whose every field is in order.</summary>
internal sealed record DeploymentOrder(string Name, Plan Plan, Os Os, string Location, string? Hostname, bool BackupsEnabled)
{
    /// <summary>The order; null when a field is wrong, which the reader then knows.</summary>
    public static DeploymentOrder? Read(FieldReader fields)
    {
        fields.AllowOnly("name", "plan_id", "os_id", "location", "hostname", "ssh_key_id", "backups_enabled");
        fields.Require("name", "plan_id", "os_id", "location");
        var name = fields.Text("name", FieldRules.Name);
        var plan = fields.Integer("plan_id", FieldRules.Plan);
        var os = fields.Integer("os_id", FieldRules.Os);
        var location = fields.Text("location", FieldRules.Location);
        var hostname = fields.NullableText("hostname", FieldRules.Hostname);
        fields.NullableInteger("ssh_key_id", FieldRules.SshKey);
        var backups = fields.Boolean("backups_enabled");
        return fields.HasErrors
            ? null
            : new DeploymentOrder(name!, Catalogue.FindPlan(plan!.Value)!, Catalogue.FindOs(os!.Value)!, location!, hostname, backups ?? false);
    }
}
