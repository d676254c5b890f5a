using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.AdminConsole;

/// <summary>Who reaches what in the console. Every route has a row; what somebody may not reach is shown to him nowhere.</summary>
public abstract class ConsoleRightsTests(AuthService service)
{
    private const string Everybody = "none agent manager admin super delegate";
    private const string SignedIn = "agent manager admin super delegate";

    /// <summary>By method and route: who is not turned away.</summary>
    private static readonly Dictionary<string, string> Rows = new()
    {
        ["GET /console"] = SignedIn,
        ["GET /console/sign-in"] = Everybody,
        ["POST /console/sign-in"] = Everybody,
        ["POST /console/sign-out"] = SignedIn,
        ["GET /console/sign-up"] = Everybody,
        ["POST /console/sign-up"] = Everybody,
        ["GET /console/verify"] = Everybody,
        ["POST /console/verify"] = Everybody,
        ["GET /console/forgot-password"] = Everybody,
        ["POST /console/forgot-password"] = Everybody,
        ["GET /console/accesskeys"] = "admin super delegate",
        ["GET /console/accesskeys/new"] = "admin super",
        ["POST /console/accesskeys/new"] = "admin super",
        ["GET /console/accesskeys/{id:guid}"] = "admin super delegate",
        ["POST /console/accesskeys/{id:guid}"] = "admin super",
        ["GET /console/accesskeys/{id:guid}/delete"] = "admin super delegate",
        ["POST /console/accesskeys/{id:guid}/delete"] = "admin super delegate",
        ["GET /console/activity"] = "admin super delegate",
        ["GET /console/agents"] = "manager admin super delegate",
        ["GET /console/agents/new"] = "manager admin super",
        ["POST /console/agents/new"] = "manager admin super",
        ["GET /console/agents/{id:guid}"] = "manager admin super delegate",
        ["POST /console/agents/{id:guid}"] = "manager admin super",
        ["GET /console/agents/{id:guid}/permission"] = "admin super",
        ["POST /console/agents/{id:guid}/permission"] = "admin super",
        ["GET /console/agents/{id:guid}/username"] = "admin super",
        ["POST /console/agents/{id:guid}/username"] = "manager admin super",
        ["GET /console/agents/{id:guid}/password"] = "admin super",
        ["POST /console/agents/{id:guid}/password"] = "admin super",
        ["GET /console/agents/{id:guid}/password-link"] = "manager admin super",
        ["POST /console/agents/{id:guid}/password-link"] = "manager admin super",
        ["GET /console/agents/{id:guid}/delete"] = "manager admin super delegate",
        ["POST /console/agents/{id:guid}/delete"] = "manager admin super delegate",
        ["GET /console/customer"] = "manager admin super delegate",
        ["POST /console/customer"] = "admin super",
        ["GET /console/customer/email"] = "admin super",
        ["POST /console/customer/email"] = "admin super",
        ["GET /console/customer/unregister"] = "admin super",
        ["POST /console/customer/unregister"] = "admin super",
        ["GET /console/customer/recover"] = "admin super",
        ["POST /console/customer/recover"] = "admin super",
        ["GET /console/recover"] = Everybody,
        ["POST /console/recover"] = Everybody,
        ["GET /console/sessions"] = "agent manager admin super",
        ["POST /console/sessions"] = "agent manager admin super",
        ["GET /console/sessions/password"] = "agent manager admin super",
        ["POST /console/sessions/password"] = "agent manager admin super",
        ["GET /console/customers"] = "super",
        ["GET /console/customers/new"] = "super",
        ["POST /console/customers/new"] = "super",
        ["GET /console/customers/{id:guid}"] = "super",
        ["POST /console/customers/{id:guid}"] = "super",
        ["GET /console/customers/{id:guid}/email"] = "super",
        ["POST /console/customers/{id:guid}/email"] = "super",
        ["GET /console/customers/{id:guid}/freeze"] = "super",
        ["POST /console/customers/{id:guid}/freeze"] = "super",
        ["GET /console/customers/{id:guid}/recover"] = "super",
        ["POST /console/customers/{id:guid}/recover"] = "super",
        ["GET /console/customers/{id:guid}/delete"] = "super",
        ["POST /console/customers/{id:guid}/delete"] = "super",
        ["GET /console/customers/{id:guid}/act"] = "super",
        ["POST /console/customers/{id:guid}/act"] = "super",
        ["POST /console/stop-acting"] = "delegate",
    };

    [Fact]
    public void Routes_AllOfTheConsole_HaveARow()
    {
        var routes = service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/console", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Where(method => method != "HEAD").Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}"));

        Assert.Equal(Rows.Keys.Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Routes_AskedByEverybody_LetInWhomTheRowNames()
    {
        foreach (var (route, whom) in Rows)
        {
            var reached = new List<string>();
            foreach (var name in Everybody.Split(' '))
            {
                var (visitor, customerId) = await AppearAsync(name);
                var path = route.Split(' ')[1].Replace("{id:guid}", $"{await FindTargetAsync(route, customerId)}", StringComparison.Ordinal);

                // Without a form of ours nothing is done: whoever is let in is led back to the page.
                var response = route.StartsWith("GET", StringComparison.Ordinal) ? await visitor.GetAsync(path) : await visitor.PostAsync(path, []);
                var isTurnedAway = response.Status == 403 || response.Header("Location").StartsWith("/console/sign-in?return", StringComparison.Ordinal) || response.Header("Location") is "/console/sign-in" or "/console/sign-in?done=nothing-saved";
                if (!isTurnedAway)
                {
                    reached.Add(name);
                }
            }

            Assert.Equal($"{route}: {whom}", $"{route}: {string.Join(' ', reached)}");
        }
    }

    [Theory]
    [InlineData("agent", "/console /console/sessions")]
    [InlineData("manager", "/console /console/agents /console/customer /console/sessions")]
    [InlineData("admin", "/console /console/accesskeys /console/agents /console/customer /console/activity /console/sessions")]
    [InlineData("super", "/console /console/accesskeys /console/agents /console/customer /console/activity /console/sessions /console/customers")]
    [InlineData("delegate", "/console /console/accesskeys /console/agents /console/customer /console/activity")]
    public async Task Navigation_Of_IsWhatTheyReach(string name, string links)
    {
        var (visitor, _) = await AppearAsync(name);

        var body = (await visitor.GetAsync("/console")).Body;

        var navigation = body[body.IndexOf("<nav", StringComparison.Ordinal)..body.IndexOf("</nav>", StringComparison.Ordinal)];
        var found = navigation.Split("href=\"").Skip(1).Select(rest => rest.Split('"')[0]).Where(href => href.StartsWith("/console", StringComparison.Ordinal)).ToArray();
        Assert.Equal(links, string.Join(' ', found));
        Assert.All(await Task.WhenAll(found.Select(href => visitor.GetAsync(href))), page => Assert.Equal(200, page.Status));
    }

    /// <summary>What the id of a route names: a new agent, or a new key, of the customer that the pages are about.</summary>
    private async Task<Guid?> FindTargetAsync(string route, Guid? customerId) => (route.Contains("{id:guid}", StringComparison.Ordinal), route.Contains("/agents", StringComparison.Ordinal), customerId) switch
    {
        (true, true, { } id) => (await service.Seed.AddAgentAsync(id, Permission.CustomerAgent)).Id,
        (true, false, { } id) => (await service.Seed.AddAccesskeyAsync(id)).Accesskey.Id,
        _ => Guid.CreateVersion7(),
    };

    /// <summary>Somebody new, and the customer that the pages are about.</summary>
    private async Task<(Visitor Visitor, Guid? CustomerId)> AppearAsync(string name)
    {
        if (name == "none")
        {
            return (new(service), null);
        }

        var (visitor, agent) = await Visitor.AddAsync(service, name switch
        {
            "agent" => Permission.CustomerAgent,
            "manager" => Permission.CustomerManager,
            "admin" => Permission.CustomerAdmin,
            _ => Permission.ProjectSuperAdmin,
        });
        if (name != "delegate")
        {
            return (visitor, agent.CustomerId);
        }

        var tenant = await service.Seed.AddTenantAsync();
        var answer = await service.CallAsync("POST", "/auth/delegate", visitor.Cookies[Visitor.SessionCookie], JsonText.Write(new { customer_id = tenant.CustomerId, reason = "a test of the console's rights" }));
        visitor.Cookies[Visitor.DelegateCookie] = answer.Json.Text("token")!;
        return (visitor, tenant.CustomerId);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : ConsoleRightsTests(service);
}
