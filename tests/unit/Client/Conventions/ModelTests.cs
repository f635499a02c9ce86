using System.Reflection;
using System.Runtime.CompilerServices;

namespace VpsOrg.Client.Tests;

/// <summary>A model cannot be forged, does not show the JSON library, and does not hold the token.</summary>
public sealed class ModelTests
{
    private static readonly Type[] All =
        [typeof(VpsServer), typeof(VpsPlan), typeof(VpsOperatingSystem), typeof(VpsResourceUsage), typeof(VpsServerAction), typeof(VpsAccount), typeof(VpsOrder), typeof(VpsSnapshot), typeof(VpsBackup)];

    /// <summary>Those that PowerShell alone shows, as hidden members of a server.</summary>
    private static readonly Type[] Hidden = [typeof(VpsPlan), typeof(VpsOperatingSystem), typeof(VpsResourceUsage)];

    public static TheoryData<Type> Models => [.. All];

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_has_no_public_setter_no_public_field_and_no_public_constructor(Type model)
    {
        Assert.DoesNotContain(model.GetProperties(), property => property.SetMethod?.IsPublic == true);
        Assert.Empty(model.GetFields(BindingFlags.Public | BindingFlags.Instance));
        Assert.Empty(model.GetConstructors());
        Assert.True(model.IsSealed);
    }

    [Fact]
    public void The_list_of_models_is_whole()
    {
        var returned = typeof(VpsClient).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType.IsGenericType)
            .Select(method => method.ReturnType.GetGenericArguments()[0])
            .Select(type => type.IsGenericType ? type.GetGenericArguments()[0] : type);
        var reached = Reach(returned);

        Assert.Equal(All.Except(Hidden).Select(type => type.Name).Order(), reached.Select(type => type.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Models))]
    public async Task No_property_of_a_model_holds_the_token_the_session_or_a_client(Type model)
    {
        using var client = Clients.Reading(Payloads.Get);

        var server = await client.GetServerAsync(12345).Guarded();

        Assert.DoesNotContain(model.GetProperties(), property => property.PropertyType == typeof(VpsToken) || property.PropertyType == typeof(VpsClient)
            || property.PropertyType == typeof(VpsClientOptions) || (property.PropertyType == typeof(object) && !property.Name.EndsWith("Id", StringComparison.Ordinal)));
        Assert.DoesNotContain(Clients.Canary, System.Text.Json.JsonSerializer.Serialize(server), StringComparison.Ordinal);
    }

    [Fact]
    public void The_additional_properties_of_a_model_cannot_be_changed()
    {
        Assert.ThrowsAny<NotSupportedException>(() => ((IDictionary<string, object?>)NoProperties.Instance).Add("x", 1));
        Assert.IsNotType<Dictionary<string, object?>>(NoProperties.Instance);
    }

    [Fact]
    public void A_token_shows_itself_nowhere()
    {
        var token = new VpsToken(Clients.Canary);

        Assert.Equal("VpsToken (hidden)", token.ToString());
        Assert.Equal("{}", System.Text.Json.JsonSerializer.Serialize(token));
        Assert.Empty(typeof(VpsToken).GetProperties());
        Assert.Empty(typeof(VpsToken).GetFields());
        Assert.All(typeof(VpsToken).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly), method => Assert.Equal("ToString", method.Name));
    }

    [Fact]
    public void A_server_is_flat_and_its_columns_keep_their_order()
    {
        Assert.Equal(
            "Id Name Status IPAddress IPv6Address Hostname Location PlanId Plan OsId OS VCpus MemoryMB StorageGB BandwidthGB BackupsEnabled "
                + "IsDetailed CreatedAt UpdatedAt CreatedAtUtc UpdatedAtUtc Message",
            string.Join(" ", typeof(VpsServer).GetProperties().Select(property => property.Name)));
        Assert.All(typeof(VpsServer).GetProperties(), property => Assert.DoesNotContain(property.PropertyType, All));
    }

    [Fact]
    public async Task A_server_with_another_status_is_a_copy()
    {
        using var client = Clients.Reading(Payloads.Get);
        var server = await client.GetServerAsync(12345).Guarded();

        var stopping = server.WithStatus("stopping");

        Assert.Equal("stopping", stopping.Status);
        Assert.Equal("active", server.Status);
        Assert.Equal(server.Name, stopping.Name);
        Assert.Same(server.PlanDetail, stopping.PlanDetail);
    }

    private static HashSet<Type> Reach(IEnumerable<Type> from)
    {
        var reached = new HashSet<Type>();
        var toSee = new Queue<Type>(from);
        while (toSee.TryDequeue(out var type))
        {
            if (type.Assembly == typeof(VpsClient).Assembly && !type.IsEnum && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && reached.Add(type))
            {
                foreach (var property in type.GetProperties())
                {
                    toSee.Enqueue(property.PropertyType);
                }
            }
        }

        return reached;
    }
}
