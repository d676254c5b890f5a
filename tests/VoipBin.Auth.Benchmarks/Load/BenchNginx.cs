using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>Debian's nginx on the cores of those that load the service: one worker, a service behind it that answers at once, and the same way there with and without a decision.</summary>
internal sealed class BenchNginx : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string directory = Directory.CreateTempSubdirectory("voipbin-bench-nginx-").FullName;
    private Process? process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public static async Task<BenchNginx> StartAsync(Uri service)
    {
        var nginx = new BenchNginx();
        await File.WriteAllTextAsync(Path.Combine(nginx.directory, "nginx.conf"), nginx.Configuration(service, FreePort()));
        nginx.process = Process.Start(new ProcessStartInfo("taskset", ["-c", Cores.Others, "nginx", "-p", nginx.directory, "-c", "nginx.conf", "-e", "error.log"]) { UseShellExecute = false });
        await nginx.WaitAsync();
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        process!.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private async Task WaitAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        using var client = new HttpClient();
        while (true)
        {
            try
            {
                (await client.GetAsync(new Uri(Address, "/open/x"))).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(begun) < Patience && !process!.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    private string Configuration(Uri service, int behind) => $$"""
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        events { worker_connections 1024; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          upstream decisions { server {{service.Authority}}; keepalive 64; }
          upstream behind { server 127.0.0.1:{{behind}}; keepalive 64; }
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          server {
            listen 127.0.0.1:{{behind}};
            keepalive_requests 1000000000;
            location / { return 200 '{"result":[]}'; }
          }
          server {
            listen {{Address.Authority}};
            keepalive_requests 1000000000;
            location / {
              auth_request /.decision;
              auth_request_set $identity $upstream_http_x_auth_identity;
              proxy_set_header X-Auth-Identity $identity;
              proxy_set_header Connection "";
              proxy_pass http://behind;
            }
            location /open/ { proxy_pass http://behind; }
            location = /.decision {
              internal;
              proxy_pass http://decisions/authz/auth-request;
              proxy_pass_request_body off;
              proxy_set_header Content-Length "";
              proxy_set_header Connection "";
              proxy_set_header X-Original-Method $request_method;
              proxy_set_header X-Original-URI $request_uri;
              proxy_set_header X-Original-Host $host;
              proxy_set_header X-Forwarded-For $remote_addr;
              proxy_set_header X-Forwarded-Proto $scheme;
            }
          }
        }
        """;
}
