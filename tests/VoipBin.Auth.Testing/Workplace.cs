using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace VoipBin.Auth.Testing;

/// <summary>Where processes of the service run: a working directory, a home directory, settings and a database of its own. Everything goes when it is disposed, the processes first.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";

    /// <summary>What the services on PostgreSQL sign tokens with.</summary>
    public static byte[] SigningKey { get; } = RandomNumberGenerator.GetBytes(32);

    private readonly List<ServiceProcess> processes = [];
    private readonly PublishedService published;
    private PostgresServer? server;

    /// <summary>Its database goes with it; it may be dead by then.</summary>
    private bool isOwnServer;

    private string? database;

    private Workplace(PublishedService published)
    {
        this.published = published;
        Directory.CreateDirectory(Home);
    }

    /// <summary>The working directory.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("voipbin-process-").FullName;

    /// <summary>The data directory by default.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>The home directory, empty.</summary>
    public string Home => Path.Combine(Root, "home");

    /// <summary>The settings of the next start, by key.</summary>
    public Dictionary<string, string> Settings { get; } = new(Limits.Off, StringComparer.OrdinalIgnoreCase) { ["Passwords:BcryptCost"] = "10" };

    /// <summary>The service with nothing set: a SQLite file, and a first admin with a generated password.</summary>
    public static Workplace OnSqlite(PublishedService published) => new(published);

    /// <summary>The service with what PostgreSQL needs.</summary>
    /// <param name="published">The service.</param>
    /// <param name="on">Where its database is made; null for the tests' common server.</param>
    public static async Task<Workplace> OnPostgresAsync(PublishedService published, PostgresServer? on = null)
    {
        var postgres = on ?? await PostgresServer.GetAsync();
        var place = new Workplace(published) { server = postgres, isOwnServer = on is not null, database = await postgres.CreateDatabaseAsync() };
        place.Settings["ConnectionStrings:Postgres"] = place.database;
        place.Settings["Jwt:SigningKeys:0"] = Convert.ToBase64String(SigningKey);
        place.Settings["Identity:SigningKeys:0"] = IdentitySigningKey.Text;
        place.SetFirstAdministrator();
        return place;
    }

    /// <summary>Another place for the same service, with nothing set.</summary>
    public Workplace Another() => OnSqlite(published);

    public void SetFirstAdministrator()
    {
        Settings["Bootstrap:Username"] = FirstAdmin.Username;
        Settings["Bootstrap:Password"] = FirstAdmin.Password;
    }

    /// <summary>Starts a process that listens on any free port.</summary>
    public ServiceProcess Start(params string[] arguments) => StartAsItIs([.. arguments, "--urls", AnyPort]);

    /// <summary>Starts a process with these arguments only.</summary>
    public ServiceProcess StartAsItIs(params string[] arguments)
    {
        var process = ServiceProcess.Start(published.Program, this, arguments);
        processes.Add(process);
        return process;
    }

    /// <summary>Starts another build of the service, which listens on any free port.</summary>
    public ServiceProcess StartOther(string program)
    {
        var process = ServiceProcess.Start(program, this, ["--urls", AnyPort]);
        processes.Add(process);
        return process;
    }

    /// <summary>Starts a process, and waits until it is ready.</summary>
    public async Task<ServiceProcess> StartReadyAsync()
    {
        var process = Start();
        await process.ReadyAsync();
        return process;
    }

    /// <summary>Asks the database, past the service.</summary>
    public async Task<long> CountAsync(string table)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Changes the database, past the service.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A connection to the database, past the service.</summary>
    public async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = database is null
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Data, "voipbin-auth.db"), Pooling = false }.ConnectionString)
            : new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            await process.DisposeAsync();
        }

        if (database is not null && !isOwnServer)
        {
            await server!.DropDatabaseAsync(database);
        }

        Directory.Delete(Root, recursive: true);
    }
}
