using System.Globalization;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Permissions;

/// <summary>Who may do what: the service is asked everything by everybody, and must do what <c>matrix.txt</c> says.</summary>
public abstract class MatrixTests(AuthService service)
{
    private const int MethodWidth = 7;
    private const int RouteWidth = 44;
    private const int WhoseWidth = 8;

    private const string Legend = """
        # Who may do what: the status that each caller gets from each route. To take over an intended change: UPDATE_MATRIX=1 bash scripts/test
        #
        # Columns   none         no credential
        #           0 … 33       a token; the number is the agent's permission, a sum of 1 super admin, 16 agent, 32 admin, 64 manager
        #           key          an accesskey
        #           delegate     a token by which a super admin of another customer acts for the callers' customer
        #           stranger     a token of an admin (32) of another customer
        #           frozen       a token of an admin (32) of a frozen customer, then an accesskey of it
        #           deleted      a token of an admin (32) of a deleted customer, then an accesskey of it
        #           The callers from none to delegate have one customer; the frozen and the deleted one are the home of their own callers.
        # Rows      oneself      the {id} is the agent who asks
        #           own          the {id} is of the callers' customer; agents there hold permission 16
        #           other's      the {id} is of a customer to which none of the callers belongs
        # Cells     -            not asked: nobody, a key and a delegate are no agent, and the stranger asks about what is not his own
        #           200/404      the status of GET, then that of HEAD, where they differ
        # No cell depends on another: in each, agents, delegates and what the {id} names are new, except the callers' customer.
        #   Bodies are good. An agent is made with permission 16, or gets permission 0; a new password comes with the present one.
        #   Agents to change are not the last of their kind. Customers to recover are frozen, except the callers'.
        # Whoever may gets 200 or 201, except at
        #   POST   /auth/delegate      404: there is no such customer
        #   /auth/complete-signup, /auth/email-verify, /auth/password-reset   400: there is no such code, or link
        #   POST   /auth/unregister    400: the password is wrong
        #   DELETE /auth/unregister    409: the customer has not unregistered
        #   /v1.0/customers/{id} own   409: a super admin may, but only GET his own customer
        # Whoever may not gets 401 (no credential, or one that is not good any more) or 403 (a good one that is not enough).
        # Public routes read no credential: everybody gets the same there. 302 leads to /console, which reads its own cookie only.

        """;

    [Fact]
    public void Routes_AllOfTheService_HaveARow()
    {
        var routes = MatrixRoutes.FindAll(service.Services);

        Assert.Equal(MatrixRoutes.Bodies.Keys.Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Routes_AskedByEverybody_AnswerAsTheMatrixSays()
    {
        var file = Path.Combine(Repository.Root, "tests", "VoipBin.Auth.IntegrationTests", "Permissions", "matrix.txt");
        var callers = await MatrixCaller.AddAllAsync(service);
        List<string> lines = [Legend, Line(callers, "", "", callers.Select(caller => caller.Name))];

        foreach (var route in MatrixRoutes.Bodies.Keys)
        {
            foreach (var whose in MatrixRoutes.WhoseOf(route))
            {
                var cells = new List<string>();
                foreach (var caller in callers)
                {
                    cells.Add(await AskAsync(route, whose, caller));
                }

                lines.Add(Line(callers, route, whose, cells));
            }
        }

        var table = string.Join('\n', lines) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_MATRIX") == "1")
        {
            await File.WriteAllTextAsync(file, table);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), table);
    }

    private static string Line(IEnumerable<MatrixCaller> callers, string route, string whose, IEnumerable<string> cells)
    {
        var columns = cells.Zip(callers, (cell, caller) => cell.PadLeft(caller.Name.Length + 2));
        return Aligned(route).PadRight(RouteWidth) + whose.PadRight(WhoseWidth) + string.Concat(columns);
    }

    /// <summary>The paths stand below each other, however long the method is.</summary>
    private static string Aligned(string route) => route.Split(' ') is [var method, var path] ? method.PadRight(MethodWidth) + path : route;

    /// <summary>Sends the request with a caller and a target of its own, so that no answer depends on one before.</summary>
    private async Task<string> AskAsync(string route, string whose, MatrixCaller caller)
    {
        if (whose == "oneself" && !caller.IsSomebody)
        {
            return "-";
        }

        var (agent, credential) = await caller.AppearAsync(service.Seed, whose == "oneself" && route.EndsWith("/password", StringComparison.Ordinal) ? MatrixRoutes.PresentPassword : null);
        var id = whose == "oneself" ? agent!.Id : whose == "" ? Guid.Empty : await AddTargetAsync(route, whose == "own" ? caller.Home : null);
        var (method, path) = route.Split(' ') is [var first, var second] ? (first, second.Replace("{id}", id.ToString(), StringComparison.Ordinal)) : throw new InvalidOperationException(route);
        var body = MatrixRoutes.Bodies[route]?.Replace("{unique}", Guid.CreateVersion7().ToString("N"), StringComparison.Ordinal);

        var status = (await service.CallAsync(method, path, credential, body, body is null ? [] : ["Content-Type: application/x-www-form-urlencoded"])).Status;
        var head = method == "GET" ? (await service.CallAsync("HEAD", path, credential)).Status : status;
        return head == status ? status.ToString(CultureInfo.InvariantCulture) : $"{status}/{head}";
    }

    /// <summary>Adds what the route's <c>{id}</c> names, to a customer, or to a new one.</summary>
    private async Task<Guid> AddTargetAsync(string route, Guid? owner)
    {
        var customerId = owner ?? (await service.Seed.AddTenantAsync()).CustomerId;
        if (route.Contains("/accesskeys/", StringComparison.Ordinal))
        {
            return (await service.Seed.AddAccesskeyAsync(customerId)).Accesskey.Id;
        }

        if (route.Contains("/agents/", StringComparison.Ordinal))
        {
            return (await service.Seed.AddAgentAsync(customerId, Permission.CustomerAgent)).Id;
        }

        if (owner is null && route.EndsWith("/recover", StringComparison.Ordinal))
        {
            await service.Seed.FreezeAsync(customerId);
        }

        return customerId;
    }

    public sealed class OnSqlite(SqliteService service) : MatrixTests(service), IClassFixture<SqliteService>;
}
