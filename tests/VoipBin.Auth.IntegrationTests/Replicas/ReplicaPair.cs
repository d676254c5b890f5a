using Npgsql;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>Two processes on one PostgreSQL, each of which believes what it remembers for two seconds when it hears nothing.</summary>
public sealed class ReplicaPair : IAsyncLifetime
{
    private readonly PublishedService published = new();
    private Workplace place = null!;

    /// <summary>How long what is remembered is believed without a word from the database.</summary>
    public static TimeSpan Bound { get; } = TimeSpan.FromSeconds(2);

    internal ReplicaDatabase Database { get; private set; } = null!;

    /// <summary>Whose questions and changes go through a relay.</summary>
    internal ServiceProcess First { get; private set; } = null!;

    /// <summary>Whose connection for hearing of changes goes through a relay.</summary>
    internal ServiceProcess Second { get; private set; } = null!;

    internal TcpRelay QuestionsOfFirst { get; private set; } = null!;

    internal TcpRelay NewsOfSecond { get; private set; } = null!;

    /// <summary>The connection string of the database, past every relay.</summary>
    internal string Direct { get; private set; } = "";

    public async Task InitializeAsync()
    {
        await published.InitializeAsync();
        place = await Workplace.OnPostgresAsync(published);
        var direct = Direct = place.Settings["ConnectionStrings:Postgres"];
        Database = new(direct);
        (QuestionsOfFirst, NewsOfSecond) = (RelayTo(direct), RelayTo(direct));

        place.Settings["Credentials:ListenerBound"] = Bound.ToString();
        place.Settings["ConnectionStrings:Postgres"] = Through(direct, QuestionsOfFirst);
        place.Settings["ConnectionStrings:PostgresDirect"] = direct;
        First = place.Start();
        place.Settings["ConnectionStrings:Postgres"] = direct;
        place.Settings["ConnectionStrings:PostgresDirect"] = Through(direct, NewsOfSecond);
        Second = place.Start();
        await Task.WhenAll(First.ReadyAsync(), Second.ReadyAsync());
    }

    public async Task DisposeAsync()
    {
        QuestionsOfFirst.Cut();
        NewsOfSecond.Cut();
        await place.DisposeAsync();
    }

    /// <summary>One more process on the same database. It ends with the pair, if nobody kills it before.</summary>
    /// <param name="settings">What differs from the pair's.</param>
    internal async Task<ServiceProcess> StartAnotherAsync(Dictionary<string, string> settings)
    {
        var usual = place.Settings.ToArray();
        foreach (var (key, value) in settings)
        {
            place.Settings[key] = value;
        }

        var process = place.Start();
        place.Settings.Clear();
        foreach (var (key, value) in usual)
        {
            place.Settings[key] = value;
        }

        await process.ReadyAsync();
        return process;
    }

    /// <summary>A tenant whose credentials both processes have answered for again and again.</summary>
    internal async Task<Tenant> AddKnownTenantAsync()
    {
        var tenant = await Database.AddTenantAsync();
        await KnowAsync(tenant, First, Second);
        return tenant;
    }

    internal static async Task KnowAsync(Tenant tenant, params ServiceProcess[] services)
    {
        const int Times = 5;
        for (var time = 0; time < Times; time++)
        {
            foreach (var service in services)
            {
                Assert.Equal((404, 404), (await service.VerifyAsync(tenant.Accesskey), await service.VerifyAsync(tenant.Token)));
            }
        }
    }

    /// <summary>A relay to the server of a connection string.</summary>
    internal static TcpRelay RelayTo(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        return new(server.Host!, server.Port);
    }

    internal static string Through(string connectionString, TcpRelay relay) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = relay.Port }.ConnectionString;
}
