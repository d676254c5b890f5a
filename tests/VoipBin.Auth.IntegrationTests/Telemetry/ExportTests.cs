using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Processes;

namespace VoipBin.Auth.IntegrationTests.Telemetry;

/// <summary>What leaves the published service, read where it arrives.</summary>
[Collection(ProcessGroup.Name)]
public sealed partial class ExportTests(PublishedService published)
{
    private const string WrongPassword = "wrong-password-of-this-test";
    private const string DatabasePassword = "database-password-of-this-test";
    private const string CertificatePassword = "certificate-password-of-this-test";
    private const string ClientTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string CollectorSecret = "collector-secret-of-this-test";

    private static readonly TimeSpan AfterDrain = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Export_WhateverPeopleSend_HoldsWhatHappenedAndNoSecret()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var sink = new SmtpSink();
        await using var place = await Workplace.OnPostgresAsync(published);
        sink.Start();
        SendMailTo(sink, place);
        SendTelemetryTo(collector.Address, place);
        place.Settings["ConnectionStrings:Postgres"] += $";Password={DatabasePassword};Persist Security Info=true";
        place.Settings["OTEL_EXPORTER_OTLP_HEADERS"] = $"Authorization=Bearer {CollectorSecret}";
        var service = await place.StartReadyAsync();

        var secrets = await UseAsync(service, sink);
        await service.TerminateAsync();
        Assert.Equal(0, await service.ExitCodeAsync());

        Assert.All(
            (string[])[
                "voipbin-auth", "voipbin.auth.verifications", "voipbin.auth.verification.duration", "voipbin.auth.cache.hits", "voipbin.auth.listener.lag",
                "voipbin.auth.logins", "voipbin.auth.mail.tries", "voipbin.auth.outbox.waiting", "http.server.request.duration", "kestrel.active_connections",
                "db.client.operation.duration", "dotnet.process.cpu.time",
            ],
            name => Assert.Contains(name, collector.Metrics, StringComparison.Ordinal));
        Assert.All(
            (string[])["voipbin-auth", "GET /v1.0/accesskeys/", "POST /auth/login", "http.response.status_code", "ask database", "hash password", "send mail", "SELECT "],
            text => Assert.Contains(text, collector.Traces, StringComparison.Ordinal));
        Assert.All(collector.Heads, head => Assert.Contains($"Authorization: Bearer {CollectorSecret}", head, StringComparison.Ordinal));
        var everything = collector.Metrics + collector.Traces;
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, everything, StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, service.Output + service.Errors, StringComparison.Ordinal));
        Assert.Contains(Encoding.Latin1.GetString(Convert.FromHexString(ClientTrace)), collector.Traces, StringComparison.Ordinal);
        Assert.DoesNotContain("url.path", collector.Traces, StringComparison.Ordinal);
        Assert.DoesNotContain("pg_notify", collector.Traces, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_OnlyMetricsWanted_SendsOnlyThese()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        place.Settings["OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"] = $"{collector.Address}/v1/metrics";
        place.Settings["OTEL_EXPORTER_OTLP_METRICS_PROTOCOL"] = "http/protobuf";
        place.Settings["OTEL_SERVICE_NAME"] = "name-of-this-test";
        var service = await place.StartReadyAsync();

        await service.LoginForTokenAsync();
        await service.TerminateAsync();
        Assert.Equal(0, await service.ExitCodeAsync());

        Assert.Contains("voipbin.auth.logins", collector.Metrics, StringComparison.Ordinal);
        Assert.Contains("name-of-this-test", collector.Metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("voipbin-auth", collector.Metrics, StringComparison.Ordinal);
        Assert.Empty(collector.Traces);
    }

    /// <summary>Npgsql would tell it with the name of each pool: then nothing of Npgsql is sent.</summary>
    [Fact]
    public async Task Export_PasswordOfACertificateInTheConnectionString_IsNotSent()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var place = await Workplace.OnPostgresAsync(published);
        SendTelemetryTo(collector.Address, place);
        place.Settings["ConnectionStrings:Postgres"] += $";SSL Password={CertificatePassword}";
        var service = await place.StartReadyAsync();

        await service.LoginForTokenAsync();
        await service.TerminateAsync();
        Assert.Equal(0, await service.ExitCodeAsync());

        Assert.Contains("voipbin.auth.logins", collector.Metrics, StringComparison.Ordinal);
        Assert.Contains("hash password", collector.Traces, StringComparison.Ordinal);
        Assert.DoesNotContain(CertificatePassword, collector.Metrics + collector.Traces, StringComparison.Ordinal);
    }

    /// <summary>Who sends nothing need not even load what sends: it would take memory, and time at the start.</summary>
    [Fact]
    public async Task Start_WithoutAnEndpoint_LoadsNothingOfTheSdk()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        var silent = await place.StartReadyAsync();
        await silent.LoginForTokenAsync();
        await using var other = Workplace.OnSqlite(published);
        other.SetFirstAdministrator();
        SendTelemetryTo(collector.Address, other);
        var sending = await other.StartReadyAsync();

        Assert.DoesNotContain("OpenTelemetry", await MapsOfAsync(silent), StringComparison.Ordinal);
        Assert.Contains("OpenTelemetry", await MapsOfAsync(sending), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refuses")]
    [InlineData("never answers")]
    public async Task Collector_InABadWay_DisturbsNeitherRequestsNorTheEnd(string way)
    {
        using var collector = new PortForwarder("127.0.0.1", 1);
        await using var silent = new SmtpSink { Behaviour = SmtpBehaviour.Hang };
        silent.Start();
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        place.Settings["Shutdown:Drain"] = "00:00:00";
        SendTelemetryTo(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{(way == "refuses" ? collector.Port : silent.Port)}"), place);
        var service = await place.StartReadyAsync();
        var token = await service.LoginForTokenAsync();
        if (way != "refuses")
        {
            await Eventually.IsTrueAsync(() => silent.Attempts > 0, "it waits for the collector");
        }

        Assert.Equal((404, 404), (await service.VerifyAsync(token), await service.VerifyAsync(token)));
        var watch = Stopwatch.StartNew();
        await service.TerminateAsync();
        var exitCode = await service.ExitCodeAsync();

        Assert.Equal(0, exitCode);
        Assert.True(watch.Elapsed < AfterDrain, $"It took {watch.Elapsed}.");
        Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    public async Task Start_VariableThatIsNotUsable_IsTold(string key, string value)
    {
        await using var place = Workplace.OnSqlite(published);
        place.Settings[key] = value;
        var service = place.Start();

        Assert.Equal(1, await service.ExitCodeAsync());

        Assert.Contains($"  {key} is ", service.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output + service.Errors, StringComparison.Ordinal);
    }

    /// <summary>Credentials by every carrier, good and bad, where they belong and where they do not.</summary>
    /// <returns>All of them.</returns>
    private static async Task<string[]> UseAsync(ServiceProcess service, SmtpSink sink)
    {
        using var refused = await service.LoginAsync(password: WrongPassword);
        var token = await service.LoginForTokenAsync();
        var accesskey = await service.CreateAccesskeyAsync(token);
        var forged = new JwtForge(new byte[32]).Sign(JwtForge.PayloadOf(token));
        string[] unknown = ["vb_unknown-of-this-test", "vb_in-a-cookie-of-this-test", "value-of-another-parameter", "vb_in-a-form-of-this-test", "vb_in-a-trace-of-this-test"];
        await AskAsync(service, $"/v1.0/accesskeys?token={token}");
        await AskAsync(service, $"/v1.0/accesskeys?accesskey={accesskey}&other={unknown[2]}");
        await AskAsync(service, $"/v1.0/accesskeys?accesskey={unknown[0]}");
        await AskAsync(service, $"/v1.0/accesskeys?token={forged}");
        await AskAsync(service, $"/v1.0/accesskeys/{accesskey}", $"token={token}");
        await AskAsync(service, $"/{token}", $"accesskey={unknown[1]}");
        Assert.Equal((404, 404), (await service.VerifyAsync(accesskey), await service.VerifyAsync(token)));
        await IntrospectAsync(service, token, accesskey);
        await IntrospectAsync(service, token, unknown[3]);
        await TraceAsync(service, token, unknown[4]);

        using var forgotten = await service.Client.PostAsJsonAsync("/auth/password-forgot", new { username = AuthService.Username });
        await Eventually.IsTrueAsync(() => sink.TakenFor(AuthService.Username).Any(mail => Link().IsMatch(mail.Part("text/plain"))), "the link arrived");
        var link = sink.TakenFor(AuthService.Username).Select(mail => Link().Match(mail.Part("text/plain"))).First(match => match.Success);
        await AskAsync(service, link.Value);
        var parts = token.Split('.');
        return [token, parts[1], parts[2], accesskey, forged, .. unknown, link.Groups["token"].Value, AuthService.Password, WrongPassword, DatabasePassword, CollectorSecret, AuthService.Username];
    }

    /// <summary>The client's own trace goes on in ours; what it writes there beside its id is its own.</summary>
    private static async Task TraceAsync(ServiceProcess service, string token, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1.0/me");
        request.Headers.Authorization = new("Bearer", token);
        request.Headers.Add("traceparent", $"00-{ClientTrace}-00f067aa0ba902b7-01");
        request.Headers.Add("tracestate", $"client={secret}");
        request.Headers.Add("baggage", $"client={secret}");
        using var response = await service.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task AskAsync(ServiceProcess service, string target, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var response = await service.Client.SendAsync(request);
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    private static async Task IntrospectAsync(ServiceProcess service, string asking, string credential)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/introspect") { Content = new FormUrlEncodedContent([KeyValuePair.Create("token", credential)]) };
        request.Headers.Authorization = new("Bearer", asking);
        using var response = await service.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static void SendMailTo(SmtpSink sink, Workplace place)
    {
        place.Settings["Mail:Host"] = "127.0.0.1";
        place.Settings["Mail:Port"] = sink.Port.ToString(CultureInfo.InvariantCulture);
        place.Settings["Mail:StartTls"] = "false";
    }

    private static void SendTelemetryTo(string address, Workplace place)
    {
        place.Settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = address;
        place.Settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        place.Settings["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        place.Settings["OTEL_BSP_SCHEDULE_DELAY"] = "200";
    }

    /// <summary>The files that a process has mapped.</summary>
    private static Task<string> MapsOfAsync(ServiceProcess service) => File.ReadAllTextAsync(string.Create(CultureInfo.InvariantCulture, $"/proc/{service.Id}/maps"));

    [GeneratedRegex(@"http://\S+\?token=(?<token>\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
