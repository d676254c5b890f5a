using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>A real reverse proxy as a process, with its files of <c>deploy/</c> as they stand: only the addresses and paths that they list at their top are replaced.</summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    public const string Nginx = "nginx";
    public const string Caddy = "caddy";
    public const string Haproxy = "haproxy";

    /// <summary>What clients of the tests send as Host.</summary>
    public const string Host = "api.example.net";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> output = new();
    private readonly Process process;
    private readonly string directory;

    private ReverseProxy(ProxySetup setup, int port)
    {
        (Name, Port, directory) = (setup.Name, port, setup.Directory);
        var start = new ProcessStartInfo(setup.Program, setup.Arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        start.Environment["HOME"] = directory;
        start.Environment["XDG_DATA_HOME"] = directory;
        start.Environment["XDG_CONFIG_HOME"] = directory;
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static IReadOnlyList<string> Names { get; } = [Nginx, Caddy, Haproxy];

    /// <summary>The proxies as rows of a theory.</summary>
    public static TheoryData<string> All => [.. Names];

    public string Name { get; }

    /// <summary>Where clients come, on this machine.</summary>
    public int Port { get; }

    public Uri Address => new($"https://localhost:{Port.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Starts one, and waits until it listens.</summary>
    public static async Task<ReverseProxy> StartAsync(string name, ProxyTargets targets)
    {
        var port = FreePort.Find();
        var proxy = new ReverseProxy(ProxySetup.Make(name, targets, port), port);
        await Eventually.IsTrueAsync(() => proxy.process.HasExited ? throw new InvalidOperationException($"{name} ended: {proxy.ReadLogs()}") : IsOpenAsync(port), $"{name} listens");
        return proxy;
    }

    public ProxyConnection Connect() => new(Port);

    /// <summary>One request on a connection of its own.</summary>
    public async Task<RawResponse> SendAsync(string method, string target, params string[] headers)
    {
        using var connection = Connect();
        return await connection.SendAsync(method, target, headers);
    }

    /// <summary>Everything that it has written: its output, and every file in its directory of logs.</summary>
    public string ReadLogs() => string.Join('\n', output.Concat(Directory.GetFiles(Path.Combine(directory, ProxySetup.Logs), "*", SearchOption.AllDirectories).Select(ReadShared)));

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // nginx has workers: it must end them itself.
            await Command.RunAsync("/bin/sh", ["-c", $"kill -TERM {process.Id.ToString(CultureInfo.InvariantCulture)}"]);
            using var limit = new CancellationTokenSource(Limit);
            await process.WaitForExitAsync(limit.Token);
        }

        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    private static async Task<bool> IsOpenAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
