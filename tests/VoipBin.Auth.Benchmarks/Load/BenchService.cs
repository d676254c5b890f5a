using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>The published service as a process, as an operator runs it: nothing is switched off.</summary>
internal sealed class BenchService : IAsyncDisposable
{
    public const string Username = "admin@example.net";
    public const string Password = "a passphrase of the bench";

    /// <summary>Says who asks: 200.</summary>
    public const string Me = "/v1.0/me";

    /// <summary>A route that there is not: 404, once the credential was found good. So nothing but the verification is measured.</summary>
    public const string Nowhere = "/v1.0/nowhere";

    /// <summary>All of one run have the same, so that one takes the other's tokens.</summary>
    private static readonly string SigningKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(48));
    private static readonly string IdentitySigningKey = Convert.ToBase64String(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKey());

    /// <summary>The kernel's word for a connection that both ends hold.</summary>
    private const string Established = "01";

    /// <summary>The settings below <c>RateLimits</c>: a load comes from one address and one customer, which is what they are against.</summary>
    private static readonly string[] RateLimits = ["Anonymous", "Api", "Customer", "FailedCredentials", "FailedIntrospections", "FailedLogins"];

    private readonly Process process;
    private readonly string directory = Directory.CreateTempSubdirectory("voipbin-bench-").FullName;
    private readonly HttpClient client = new();
    private readonly ConcurrentQueue<string> complaints = new();

    private BenchService(BenchPlan plan, string connectionString, string cores, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("taskset", ["-c", cores, Path.Combine(plan.Published, "VoipBin.Auth")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = directory,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = directory;
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());

        // As the container's image has it.
        start.Environment["DOTNET_GCgen0size"] = "0x400000";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["ConnectionStrings__Postgres"] = connectionString;
        start.Environment["Jwt__SigningKeys__0"] = SigningKey;
        start.Environment["Identity__SigningKeys__0"] = IdentitySigningKey;
        start.Environment["Bootstrap__Username"] = Username;
        start.Environment["Bootstrap__Password"] = Password;

        // On, and refilled so quickly that one client can have everything.
        foreach (var limit in RateLimits)
        {
            start.Environment[$"RateLimits__{limit}PerSecond"] = "1000000";
            start.Environment[$"RateLimits__{limit}Burst"] = "1000";
        }

        start.Environment["RateLimits__WaitingLogins"] = "0";

        if (cores == Cores.Service)
        {
            start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        Started = Stopwatch.GetTimestamp();
        process = Process.Start(start)!;
    }

    /// <summary>When the process was started, as <see cref="Stopwatch"/> counts.</summary>
    public long Started { get; }

    public Uri Address => client.BaseAddress!;

    /// <summary>Resident memory in megabytes.</summary>
    public double ResidentMegabytes => StatusNumber("VmRSS:") / 1024;

    public double Threads => StatusNumber("Threads:");

    /// <summary>Open files, sockets among them, but those that a client holds: how many these are is the client's affair. One whose client is gone counts.</summary>
    public double Handles => Directory.GetFileSystemEntries($"/proc/{process.Id}/fd").Length - ConnectedClients;

    /// <summary>By the kernel's tables, whose lines begin with a number, the own address, the other's, and the state.</summary>
    private int ConnectedClients => ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).SelectMany(File.ReadLines)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Count(fields => fields[3] == Established && fields[1].EndsWith($":{Address.Port:X4}", StringComparison.Ordinal));

    /// <summary>The lines of its log that somebody should read: warnings and worse.</summary>
    public IReadOnlyCollection<string> Complaints => complaints;

    /// <summary>Starts it, and returns when it is ready.</summary>
    public static async Task<BenchService> StartAsync(BenchPlan plan, string connectionString, string cores, params (string Key, string Value)[] settings)
    {
        var service = new BenchService(plan, connectionString, cores, settings.ToDictionary(setting => setting.Key, setting => setting.Value));
        await service.ListenAsync();
        while (await service.StatusAsync("/health/ready") != 200)
        {
            await Task.Delay(1);
        }

        return service;
    }

    public async Task<int> StatusAsync(string path, string? credential = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Authorization = credential is null ? null : new AuthenticationHeaderValue("Bearer", credential);
        using var response = await client.SendAsync(request);
        return (int)response.StatusCode;
    }

    /// <summary>Fails unless an accesskey is found good.</summary>
    public async Task ExpectGoodAsync(int number)
    {
        if (await StatusAsync(Nowhere, BenchDatabase.KeyOf(number)) is not 404 and var status)
        {
            throw new InvalidOperationException($"An accesskey was answered with {status}.");
        }
    }

    /// <summary>Logs in, and returns the token.</summary>
    public async Task<string> LoginAsync()
    {
        using var response = await client.PostAsJsonAsync("/auth/login", new { username = Username, password = Password });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        client.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private async Task ListenAsync()
    {
        const string Listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                client.BaseAddress = new(line[(at + Listening.Length)..].Trim());
                _ = ReadLogAsync();
                return;
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }

    private async Task ReadLogAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(" warn: ", StringComparison.Ordinal) || line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal))
            {
                complaints.Enqueue(line);
            }
        }
    }

    private double StatusNumber(string name) =>
        double.Parse(File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
