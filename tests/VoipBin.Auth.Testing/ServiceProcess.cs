using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace VoipBin.Auth.Testing;

/// <summary>The published service as a process. It inherits nothing from the tests' own environment.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>A route that there is not: 404 for whom is known, so that nothing but the credential is asked for.</summary>
    public const string Nowhere = "/v1.0/nowhere";

    private const string Listening = "Now listening on: ";
    private const string Prepared = "The database is prepared";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly Process process;

    private ServiceProcess(ProcessStartInfo start)
    {
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(errors, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>A client of its address, once it listens; it follows no redirect and keeps no cookie.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>Where it listens; it must have said so.</summary>
    public Uri Address => Client.BaseAddress!;

    /// <summary>All addresses that it has said so far, in the order of its settings.</summary>
    public IEnumerable<string> Addresses => output.Where(line => line.Contains(Listening, StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim().Replace("[::]", "localhost", StringComparison.Ordinal));

    public IReadOnlyCollection<string> Lines => output;

    public string Output => string.Join('\n', output);

    public string Errors => string.Join('\n', errors);

    public bool HasExited => process.HasExited;

    /// <summary>The operating system's number of it.</summary>
    public int Id => process.Id;

    public static ServiceProcess Start(string program, Workplace place, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = place.Root,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["HOME"] = place.Home;
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());

        // These save a fifth of a start, and change nothing that a test sees.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        foreach (var (key, value) in place.Settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new(start);
    }

    /// <summary>Waits until it says where it listens.</summary>
    public async Task ListeningAsync()
    {
        await Eventually.IsTrueAsync(() => HasExited || FindAddress() is not null, "the process listens");
        Client.BaseAddress ??= new(FindAddress() ?? throw Ended("it listened"));
    }

    /// <summary>Waits until <c>/health/ready</c> answers 200.</summary>
    public async Task ReadyAsync()
    {
        await ListeningAsync();

        // Asking again and again from the start on would take the process a tenth of its time.
        await Eventually.IsTrueAsync(() => HasExited || Output.Contains(Prepared, StringComparison.Ordinal), "the process has prepared its database");
        await Eventually.IsTrueAsync(async () => HasExited || await StatusAsync("/health/ready") == HttpStatusCode.OK, "the process is ready");
        if (HasExited)
        {
            throw Ended("it was ready");
        }
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    public Task<HttpResponseMessage> LoginAsync(string username = FirstAdmin.Username, string password = FirstAdmin.Password) =>
        Client.PostAsJsonAsync("/auth/login", new { username, password });

    /// <summary>Logs in and returns the token.</summary>
    public async Task<string> LoginForTokenAsync(string username = FirstAdmin.Username, string password = FirstAdmin.Password)
    {
        using var response = await LoginAsync(username, password);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>Makes a key, and returns it.</summary>
    public async Task<string> CreateAccesskeyAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1.0/accesskeys");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>Asks for the caller's keys, with this credential.</summary>
    public Task<HttpResponseMessage> ListAccesskeysAsync(string bearer)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/accesskeys");
        request.Headers.Authorization = new("Bearer", bearer);
        return Client.SendAsync(request);
    }

    /// <summary>404 when the credential is good, 401 when it is not, 403 when its customer is frozen, 503 when nobody can say.</summary>
    public async Task<int> VerifyAsync(string credential)
    {
        using var response = await AskAsync(credential);
        return (int)response.StatusCode;
    }

    /// <summary>Asks for a route that there is not, so that nothing but the credential counts.</summary>
    public Task<HttpResponseMessage> AskAsync(string credential, HttpMethod? method = null, string path = Nowhere)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", credential);
        return Client.SendAsync(request);
    }

    /// <summary>What an operator's tools send: SIGTERM.</summary>
    public Task TerminateAsync() => SignalAsync("TERM");

    /// <summary>Stops it where it stands, as a machine does that is suspended.</summary>
    public Task SuspendAsync() => SignalAsync("STOP");

    public Task ResumeAsync() => SignalAsync("CONT");

    /// <summary>SIGKILL: no code of the process runs any more.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await ExitCodeAsync();
    }

    /// <summary>Waits for the end, and until all output is read.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The process did not end within {Limit.TotalSeconds} s:\n{Output}\n{Errors}", exception);
        }

        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
        process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        var result = await Command.RunAsync("/bin/sh", ["-c", $"kill -{signal} {process.Id.ToString(CultureInfo.InvariantCulture)}"]);
        Assert.Equal(0, result.ExitCode);
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    /// <summary>What listens on every address is reached on this machine.</summary>
    private string? FindAddress() => Addresses.FirstOrDefault();

    private InvalidOperationException Ended(string before) => new($"The process ended before {before}:\n{Output}\n{Errors}");
}
