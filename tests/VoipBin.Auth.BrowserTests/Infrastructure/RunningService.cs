namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>The published service as a process, which the tests of a collection share; each brings customers of its own.</summary>
public abstract class RunningService : IAsyncLifetime
{
    /// <summary>Who operates the platform: the first admin of all.</summary>
    internal static readonly Person Operator = new(FirstAdmin.Username, FirstAdmin.Password);

    private readonly PublishedService published = new();
    private string operatorToken = "";
    private int tenants;

    /// <summary>Where it runs, and whose files a test may read.</summary>
    internal Workplace Place { get; private set; } = null!;

    internal ServiceProcess Process { get; private set; } = null!;

    internal Uri Address => Process.Address;

    public async Task InitializeAsync()
    {
        await published.InitializeAsync();
        Place = await PrepareAsync(published);
        Place.SetFirstAdministrator();
        Process = await Place.StartReadyAsync();
        operatorToken = await Process.LoginForTokenAsync();
    }

    public async Task DisposeAsync() => await Place.DisposeAsync();

    /// <summary>What the service says to a caller, past the browser.</summary>
    internal Api ApiOf(string? token = null) => new(Process.Client, token);

    /// <summary>A customer with an admin, who has set a password by the link of the invitation.</summary>
    internal async Task<Tenant> AddTenantAsync()
    {
        var email = $"owner{Interlocked.Increment(ref tenants)}@example.net";
        await ApiOf(operatorToken).SendAsync("POST", "/v1.0/customers", new { email, name = "Example Inc." });
        var invitation = await Place.MailToAsync(email, "Set your password");
        await ApiOf().SendAsync("POST", "/auth/password-reset", new { token = invitation.LinkToken(), password = Person.UsualPassword });
        return new(this, new(email, Person.UsualPassword));
    }

    private protected abstract Task<Workplace> PrepareAsync(PublishedService service);
}

/// <summary>The service alone, with a SQLite file.</summary>
public sealed class SqliteService : RunningService
{
    private protected override Task<Workplace> PrepareAsync(PublishedService service) => Task.FromResult(Workplace.OnSqlite(service));
}

/// <summary>The service as a platform runs it.</summary>
public sealed class PostgresService : RunningService
{
    private protected override Task<Workplace> PrepareAsync(PublishedService service) => Workplace.OnPostgresAsync(service);
}
