using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Processes;

[Collection(ProcessGroup.Name)]
public sealed class ShutdownTests(PublishedService published)
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Terminate_LoginInFlight_DrainsFinishesTheLoginAndEndsWithZero()
    {
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        var service = await place.StartReadyAsync();
        using var login = await HalfLogin.BeginAsync(service.Address);
        var watch = Stopwatch.StartNew();

        await service.TerminateAsync();
        await Eventually.IsTrueAsync(async () => await service.StatusAsync("/health/ready") == HttpStatusCode.ServiceUnavailable, "it is not ready any more");
        using var ping = await service.Client.GetAsync(new Uri("/ping", UriKind.Relative));
        var drainSeen = watch.Elapsed;
        await Eventually.IsTrueAsync(async () => !await AcceptsAsync(service.Address), "it accepts no new connection");
        var drained = watch.Elapsed;
        var answer = await login.FinishAsync();
        var exitCode = await service.ExitCodeAsync();

        Assert.True(drainSeen < Drain, $"It drained only after {drainSeen}.");
        Assert.Equal(HttpStatusCode.OK, ping.StatusCode);
        Assert.True(ping.Headers.ConnectionClose, "Answers while draining close their connections.");
        Assert.True(drained >= Drain, $"It drained for {drained} only.");
        Assert.Equal(200, answer.Status);
        Assert.Contains("\"token\":\"eyJ", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.True(watch.Elapsed < Drain + AfterDrain, $"It took {watch.Elapsed}.");
        Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal);
    }

    /// <summary>Even then the uses of accesskeys are written that were counted in the last seconds.</summary>
    [Fact]
    public async Task Terminate_RequestThatNeverEnds_EndsInTimeAndWritesTheLastUses()
    {
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        place.Settings["Shutdown:Drain"] = "00:00:00";
        var service = await place.StartReadyAsync();
        using var login = await HalfLogin.BeginAsync(service.Address);
        var accesskey = await service.CreateAccesskeyAsync(await service.LoginForTokenAsync());
        using var first = await service.ListAccesskeysAsync(accesskey);
        using var second = await service.ListAccesskeysAsync(accesskey);
        var watch = Stopwatch.StartNew();

        await service.TerminateAsync();
        var exitCode = await service.ExitCodeAsync();

        Assert.Equal(0, exitCode);
        Assert.True(watch.Elapsed < AfterDrain + TimeSpan.FromSeconds(1), $"It took {watch.Elapsed}.");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal(1, await place.CountAsync("accesskey_uses WHERE uses = 2"));
    }

    [Fact]
    public async Task Terminate_WithoutDrain_EndsAtOnce()
    {
        await using var place = Workplace.OnSqlite(published);
        place.Settings["Shutdown:Drain"] = "00:00:00";
        var service = await place.StartReadyAsync();
        var watch = Stopwatch.StartNew();

        await service.TerminateAsync();
        var exitCode = await service.ExitCodeAsync();

        Assert.Equal(0, exitCode);
        Assert.True(watch.Elapsed < Drain, $"It took {watch.Elapsed}.");
    }

    private static async Task<bool> AcceptsAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A login whose body has begun, and waits to be finished.</summary>
    private sealed class HalfLogin : IDisposable
    {
        private const string Body = $$"""{"username":"{{AuthService.Username}}","password":"{{AuthService.Password}}"}""";

        private readonly TcpClient client = new();

        public static async Task<HalfLogin> BeginAsync(Uri address)
        {
            var login = new HalfLogin();
            await login.client.ConnectAsync(address.Host, address.Port);
            await login.SendAsync($"POST /auth/login HTTP/1.1\r\nHost: {address.Authority}\r\nExpect: 100-continue\r\nContent-Length: {Body.Length}\r\n\r\n");

            // The server says 100 when the request's own code begins to read: from here on it is in flight.
            var buffer = new byte[64];
            var count = await login.client.GetStream().ReadAsync(buffer);
            Assert.StartsWith("HTTP/1.1 100 Continue", Encoding.ASCII.GetString(buffer, 0, count), StringComparison.Ordinal);
            await login.SendAsync(Body[..20]);
            return login;
        }

        public async Task<RawResponse> FinishAsync()
        {
            await SendAsync(Body[20..]);
            using var answer = new MemoryStream();
            await client.GetStream().CopyToAsync(answer);
            return RawResponse.Parse(answer.ToArray());
        }

        public void Dispose() => client.Dispose();

        private Task SendAsync(string text) => client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();
    }
}
