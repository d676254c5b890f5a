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
        #           0 … 33       a token; the number is the agent's permission: 1 super admin, 16 agent, 32 admin, 64 manager
        #           key          an accesskey
        #           stranger     a token of an admin (32) of another customer
        #           frozen       a token of an admin (32) of a frozen customer, then an accesskey of it
        #           deleted      a token of an admin (32) of a deleted customer, then an accesskey of it
        # Rows      oneself      the {id} is the caller's
        #           own          the {id} is of the callers' customer; agents there hold permission 16
        #           other's      the {id} is of a customer to which none of the callers belongs
        # HEAD is answered as GET. Bodies are good, agents to change are not the last of their kind, customers to recover are frozen. Who may is told by 404 at delegate, whose customer is none, by 400 at unregister, whose password is wrong, and by 409 at its withdrawal.

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
        var callers = await MatrixCaller.AddAllAsync(service.Seed);
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

        var status = (await service.CallAsync(method, path, credential, body)).Status;
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
