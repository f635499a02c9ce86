using System.Globalization;

namespace VpsOrg.Sandbox;

/// <summary>Deploys servers, for money.</summary>
internal sealed class DeploymentEndpoint(AccountState state)
{
    public Answer Post(ApiRequest request) => FieldReader.Read(request.Body, fields => DeploymentOrder.Read(fields) switch
    {
        null => fields.ToAnswer(),
        var order when order.Plan.MonthlyPrice > state.Credits => Refuse(order.Plan),
        var order => Deploy(order, request.Now),
    });

    private Answer Refuse(Plan plan) => Answer.Detail(402, string.Format(
        CultureInfo.InvariantCulture,
        "Insufficient credits: {0} costs {1:0.00} a month, {2:0.00} are left.",
        plan.Name,
        plan.MonthlyPrice,
        state.Credits));

    private Answer Deploy(DeploymentOrder order, DateTimeOffset now)
    {
        state.Credits -= order.Plan.MonthlyPrice;
        var server = new ServerRecord(state.Fleet.TakeKey(), order.Name, order.Plan, order.Os, order.Location)
        {
            Hostname = order.Hostname,
            BackupsEnabled = order.BackupsEnabled,
            CreatedAt = now,
        };
        state.Fleet.Order(server, now);
        return new Answer(201, JsonBytes.Write(writer => ServerJson.WriteCreated(writer, server)));
    }
}
