using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tests.Storage;

/// <summary>A server that takes every connection and says nothing, as behind a firewall that drops: the worst kind of outage.</summary>
public sealed class SilentDatabaseTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    private static readonly DirectQuery<string, string> Question = new("SELECT 1", (_, _) => { }, reader => reader.GetString(0));

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> accepted = [];
    private readonly DatabaseGate gate;

    public SilentDatabaseTests()
    {
        listener.Start(backlog: 512);
        _ = AcceptAsync();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var settings = new Dictionary<string, string?> { ["ConnectionStrings:Postgres"] = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username=auth;Database=auth") };
        gate = new(new(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), Options.Create(new ServiceOptions())), TimeProvider.System);
    }

    public void Dispose()
    {
        listener.Stop();
        listener.Dispose();
        gate.Dispose();
        lock (accepted)
        {
            accepted.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Ask_TwoHundredAtOnce_AllAreToldSoonAndTheNextAtOnce()
    {
        var watch = Stopwatch.StartNew();

        var asking = Enumerable.Range(0, 200).Select(_ => Record.ExceptionAsync(() => gate.AskAsync(Question, ""))).ToArray();
        var faults = await Task.WhenAll(asking);
        var all = watch.Elapsed;
        watch.Restart();
        var next = await Record.ExceptionAsync(() => gate.AskAsync(Question, ""));

        Assert.All(faults, fault => Assert.IsType<DatabaseAwayException>(fault));
        Assert.True(all < Longest, $"They were told after {all}.");
        Assert.IsType<DatabaseAwayException>(next);
        Assert.True(watch.Elapsed < TimeSpan.FromMilliseconds(200), $"The next was told after {watch.Elapsed}.");
        Assert.InRange(accepted.Count, 1, 64);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptSocketAsync();
                lock (accepted)
                {
                    accepted.Add(socket);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }
}
