using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace VoipBin.Auth.Testing;

/// <summary>
/// A real PostgreSQL for the tests of one process: the server of the environment variable <c>VOIPBIN_TEST_POSTGRES</c> (a connection string
/// of somebody who may create databases), else a private cluster that is made with the installed server in a temporary directory.
/// </summary>
/// <remarks>Stands in for Testcontainers.PostgreSql (decision 13): this is the only file that would change.</remarks>
internal sealed class PostgresServer
{
    private static readonly Lazy<Task<PostgresServer>> Shared = new(() => Task.Run(GetSharedAsync));

    private readonly Func<string[], Task>? control;
    private int databases;

    private PostgresServer(string connectionString, string directory, Func<string[], Task>? control) =>
        (ConnectionString, Data, LogFile, this.control) = (connectionString, directory + "/data", directory + "/log", control);

    public string ConnectionString { get; }

    /// <summary>The directory of a server of its own: its configuration lies there.</summary>
    public string Data { get; }

    /// <summary>What the server itself writes; only one of this process's own has it here.</summary>
    public string LogFile { get; }

    public static Task<PostgresServer> GetAsync() => Shared.Value;

    /// <summary>A server of its own for a test that stops it; always with the installed server.</summary>
    /// <param name="settings">What it is started with, beside the tests' own settings: <c>name=value</c>.</param>
    public static Task<PostgresServer> StartOwnAsync(params string[] settings) => Task.Run(() => StartAsync(settings));

    /// <summary>Ends it as a machine that fails: no connection is said good-bye to. Only a server of its own is stopped.</summary>
    public Task StopAsync() => control!(["-m", "immediate", "stop"]);

    /// <summary>Ends it as an operator does: what is under way is broken off, and the files are left in order.</summary>
    public Task StopFastAsync() => control!(["-m", "fast", "-w", "stop"]);

    public Task StartAgainAsync() => control!(["-w", "start"]);

    /// <summary>Makes it read its configuration again.</summary>
    public Task ReloadAsync() => control!(["reload"]);

    /// <summary>Makes a standby the primary.</summary>
    public Task PromoteAsync() => control!(["-w", "promote"]);

    /// <summary>SIGKILL to every process of it, at once: no code of it runs any more.</summary>
    public async Task KillAsync()
    {
        // A postmaster that stands still makes no more children.
        var postmaster = int.Parse(File.ReadLines(Data + "/postmaster.pid").First(), CultureInfo.InvariantCulture);
        await SignalAsync("STOP", [postmaster]);
        int[] processes = [postmaster, .. ChildrenOf(postmaster)];
        await SignalAsync("KILL", processes);
        while (processes.Any(process => Directory.Exists($"/proc/{process}")))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>Stops every process of it where it stands.</summary>
    public Task SuspendAsync() => SignalAllAsync("STOP");

    public Task ResumeAsync() => SignalAllAsync("CONT");

    /// <summary>Makes a copy of it that follows it, and can take its place.</summary>
    /// <param name="throughPort">Where the copy finds it: the port of a relay.</param>
    public static async Task<PostgresServer> StartStandbyAsync(int throughPort)
    {
        var copy = await PrepareDirectoryAsync();
        await RunAsServerAsync(Path.Combine(FindBinaries(), "pg_basebackup"),
            "-d", $"host=127.0.0.1 port={throughPort} user=postgres application_name=standby", "-D", copy + "/data", "-R", "--no-sync", "-c", "fast");
        return await StartAsync(copy, []);
    }

    /// <summary>A program of the installed PostgreSQL.</summary>
    public static string FindProgram(string name) => Path.Combine(FindBinaries(), name);

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name, MaxPoolSize = 20 }.ConnectionString;
    }

    public async Task DropDatabaseAsync(string connectionString) =>
        await ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private static async Task<PostgresServer> GetSharedAsync() =>
        Environment.GetEnvironmentVariable("VOIPBIN_TEST_POSTGRES") is { Length: > 0 } given ? new(given, "", control: null) : await StartAsync([]);

    private static async Task<PostgresServer> StartAsync(string[] settings)
    {
        var directory = await PrepareDirectoryAsync();
        await RunAsServerAsync(Path.Combine(FindBinaries(), "initdb"), "-D", directory + "/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        return await StartAsync(directory, settings);
    }

    private static async Task<string> PrepareDirectoryAsync()
    {
        var directory = Directory.CreateTempSubdirectory("voipbin-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", directory);
        }

        return directory;
    }

    private static async Task<PostgresServer> StartAsync(string directory, string[] settings)
    {
        var binaries = FindBinaries();
        var port = FreePort();
        string[] all = ["listen_addresses=127.0.0.1", $"unix_socket_directories={directory}", "fsync=off", "max_connections=300", .. settings];
        var options = $"-p {port} " + string.Join(' ', all.Select(setting => $"-c {setting}"));
        StopWithThisProcess(binaries, directory);
        Task ControlAsync(string[] arguments) => RunAsServerAsync(Path.Combine(binaries, "pg_ctl"), ["-D", directory + "/data", "-l", directory + "/log", "-o", options, .. arguments]);
        await ControlAsync(["-w", "start"]);
        return new($"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres", directory, ControlAsync);
    }

    /// <summary>A watcher stops the server when this process is gone, however it went: a test host that is killed runs no code of ours.</summary>
    private static void StopWithThisProcess(string binaries, string directory)
    {
        var stop = $"'{binaries}/pg_ctl' -D '{directory}/data' -m immediate -w stop";
        var asServer = Environment.IsPrivilegedProcess ? $"runuser -u postgres -- {stop}" : stop;
        var script = $"while kill -0 {Environment.ProcessId} 2>/dev/null; do sleep 0.5; done; {asServer}; rm -rf '{directory}'";
        Process.Start("setsid", ["/bin/sh", "-c", $"cd /; ({script}) </dev/null >/dev/null 2>&1 &"]).WaitForExit();
    }

    private static string FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            && Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Max() is { } found
            ? found
            : throw new InvalidOperationException(
                "These tests need a PostgreSQL server: install the package postgresql (scripts/test does), or set VOIPBIN_TEST_POSTGRES to a connection string of somebody who may create databases.");

    private async Task SignalAllAsync(string signal)
    {
        var postmaster = int.Parse(File.ReadLines(Data + "/postmaster.pid").First(), CultureInfo.InvariantCulture);
        await SignalAsync(signal, [postmaster, .. ChildrenOf(postmaster)]);
    }

    /// <summary>A process that has ended meanwhile is no fault.</summary>
    private static Task SignalAsync(string signal, int[] processes) =>
        RunAsync("/bin/sh", "-c", $"kill -{signal} {string.Join(' ', processes)} 2>/dev/null || true");

    private static int[] ChildrenOf(int process) =>
        [.. File.ReadAllText($"/proc/{process}/task/{process}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture))];

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static Task RunAsServerAsync(string file, params string[] arguments) =>
        Environment.IsPrivilegedProcess ? RunAsync("runuser", ["-u", "postgres", "--", file, .. arguments]) : RunAsync(file, arguments);

    private static async Task RunAsync(string file, params string[] arguments)
    {
        // The server inherits the output of pg_ctl: reading it to its end would wait for the server's end.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" \"$@\" >/tmp/voipbin-postgres-$$.log 2>&1 </dev/null || { cat /tmp/voipbin-postgres-$$.log >&2; exit 1; }; rm -f /tmp/voipbin-postgres-$$.log", file, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} failed: {await process.StandardError.ReadToEndAsync()}");
        }
    }

    /// <summary>Below those that clients are given: a server that is stopped for a while finds it free again.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(16_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
