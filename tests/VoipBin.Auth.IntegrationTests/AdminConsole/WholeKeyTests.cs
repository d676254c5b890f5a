using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>An accesskey that somebody pastes whole into a search field stays neither in the address nor on the page; and it is found.</summary>
public abstract class WholeKeyTests(AuthService service)
{
    private const string Sample = "vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe";

    [Fact]
    public async Task Search_WithAWholeKey_LeadsToItsBeginningAndFindsIt()
    {
        var tenant = await service.Seed.AddTenantAsync();
        var visitor = Visitor.With(service, tenant.Token);

        var sent = await visitor.GetAsync($"/console/accesskeys?q={tenant.Accesskey}&sort=name");
        var found = await visitor.GetAsync(sent.Header("Location"));

        Assert.Equal((303, $"/console/accesskeys?q={tenant.Accesskey[..11]}&sort=name", "no-store", ""), (sent.Status, sent.Header("Location"), sent.Header("Cache-Control"), sent.Body));
        Assert.Contains($"href=\"/console/accesskeys/{tenant.AccesskeyId}\"", found.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.Accesskey, found.Text, StringComparison.Ordinal);
        Assert.Empty(service.Log.LinesWith(tenant.Accesskey));
    }

    /// <summary>Also before anybody is signed in, when the address would go into another one.</summary>
    [Theory]
    [InlineData("/console/accesskeys", $"?q={Sample}", "?q=vb_a3Bf9xKm")]
    [InlineData("/console/agents", $"?q={Sample}&page=2", "?q=vb_a3Bf9xKm&page=2")]
    [InlineData("/console/customers", $"?q=+{Sample}+", "?q=+vb_a3Bf9xKm+")]
    [InlineData("/console/accesskeys", $"?q=vb_a3Bf9xKm{Sample}", "?q=vb_a3Bf9xKmvb_a3Bf9xKm")]
    [InlineData("/console/accesskeys", $"?q={Sample}{Sample}", "?q=vb_a3Bf9xKmvb_a3Bf9xKm")]
    [InlineData("/console/accesskeys", $"?q=vb_abvb_{Sample}", "?q=vb_abvb_vb_a3Bf9xKm")]
    [InlineData("/console/sign-in", $"?return=%2Fconsole%2Faccesskeys%3Fq%3D{Sample}", "?return=%2Fconsole%2Faccesskeys%3Fq%3Dvb_a3Bf9xKm")]
    public async Task Address_WithAWholeKey_LeadsToItsBeginning(string path, string query, string cut)
    {
        var response = await service.CallAsync("GET", path + query);

        Assert.Equal((303, path + cut), (response.Status, response.Header("Location")));
    }

    [Theory]
    [InlineData("vb_")]
    [InlineData("vb_a3Bf9xKm")]
    [InlineData("vb_a3Bf9xKm+and+more")]
    public async Task Search_ForABeginning_IsAnswered(string text)
    {
        var (visitor, _) = await Visitor.AddAsync(service);

        Assert.Equal(200, (await visitor.GetAsync($"/console/accesskeys?q={text}")).Status);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : WholeKeyTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : WholeKeyTests(service);
}
