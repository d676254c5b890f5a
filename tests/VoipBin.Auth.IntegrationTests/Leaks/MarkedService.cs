using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Telemetry;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>The published service, told to tell everything, with everything captured that leaves it.</summary>
internal sealed partial class MarkedService : IAsyncDisposable
{
    private readonly ConcurrentQueue<Exchange> exchanges = new();

    private MarkedService(Workplace place, OtlpReceiver collector) => (Place, Collector) = (place, collector);

    public SecretSearch Search { get; } = new();

    public Workplace Place { get; }

    public OtlpReceiver Collector { get; }

    public SmtpSink Sink { get; } = new();

    public ServiceProcess Process { get; private set; } = null!;

    /// <summary>A server of its own, whose log nobody else writes; null on SQLite.</summary>
    public PostgresServer? Server { get; private init; }

    /// <summary>Stands before it.</summary>
    public TcpRelay? Relay { get; private init; }

    /// <summary>Where it takes HTTP/2 without TLS.</summary>
    public Uri Http2Address { get; private set; } = null!;

    public FirstStartOutput? FirstStart { get; private set; }

    public bool IsOnPostgres => Server is not null;

    public IReadOnlyCollection<Exchange> Exchanges => exchanges;

    /// <param name="published">The service.</param>
    /// <param name="onPostgres">Whether on PostgreSQL.</param>
    /// <param name="settings">Settings of this test, by key.</param>
    public static async Task<MarkedService> StartAsync(PublishedService published, bool onPostgres, params (string Key, string Value)[] settings)
    {
        var collector = await OtlpReceiver.StartAsync();
        var server = onPostgres ? await PostgresServer.StartOwnAsync() : null;
        var place = onPostgres ? await Workplace.OnPostgresAsync(published, server) : Workplace.OnSqlite(published);
        var relay = onPostgres ? RelayTo(place.Settings["ConnectionStrings:Postgres"]) : null;
        var service = new MarkedService(place, collector) { Server = server, Relay = relay };
        service.Sink.Start();
        service.Configure();
        foreach (var (key, value) in settings)
        {
            place.Settings[key] = value;
        }

        service.Process = place.StartAsItIs();
        await service.Process.ReadyAsync();
        service.Http2Address = new(service.Process.Addresses.ElementAt(1));
        if (!onPostgres)
        {
            service.FirstStart = await FirstStartOutput.ReadAsync(service.Process);
            service.Search.Add(new("generated password", service.FirstStart.Password));
            service.Search.Add(Secret.Long("signing key", (await File.ReadAllTextAsync(Path.Combine(place.Data, "signing.key"))).Trim()));
        }

        return service;
    }

    public Task<Exchange> SendAsync(string what, string method, string target, IEnumerable<string>? headers = null, string? body = null) =>
        SendAsync(what, method, target, headers, body is null ? null : Encoding.UTF8.GetBytes(body));

    /// <summary>Sends a request on a connection of its own, and keeps the answer.</summary>
    public async Task<Exchange> SendAsync(string what, string method, string target, IEnumerable<string>? headers, byte[]? body)
    {
        var response = await new RawClient(Process.Address).SendAsync(method, target, headers, body);
        return Keep(new($"{method} {Short(target)}, {what}", response));
    }

    /// <summary>Sends any bytes, and says that nothing follows, but not before the service had time to answer: else it need not look at them.</summary>
    public async Task<Exchange> SendMalformedAsync(string what, byte[] bytes, Uri? address = null) => Keep(new(what, await BriefClient.SendAsync(address ?? Process.Address, bytes)));

    /// <summary>A secret that an answer hands out: it may stand there, and nowhere else.</summary>
    public string Issue(Exchange answer, Secret secret)
    {
        answer.HandsOut.Add(Search.Add(secret));
        return secret.Text;
    }

    /// <summary>The newest mail to an address, once there are so many; what is secret in it is looked for from then on.</summary>
    public async Task<ReceivedMail> MailAsync(string address, int number = 1)
    {
        await Eventually.IsTrueAsync(() => MailsTo(address).Count >= number, $"mail {number.ToString(CultureInfo.InvariantCulture)} to {address} arrived");
        var mail = MailsTo(address)[^1];
        var text = mail.Part("text/plain");
        if (LinkToken().Match(text) is { Success: true } link)
        {
            Search.Add(Secret.Long("link", link.Groups["token"].Value));
        }

        if (Code().Match(text) is { Success: true } code)
        {
            Search.Add(Secret.Code(code.Groups["code"].Value));
        }

        return mail;
    }

    public static string CodeOf(ReceivedMail mail) => Code().Match(mail.Part("text/plain")).Groups["code"].Value;

    public async ValueTask DisposeAsync()
    {
        Relay?.Cut();
        await Place.DisposeAsync();
        await Sink.DisposeAsync();
        await Collector.DisposeAsync();
        if (Server is not null)
        {
            await Server.StopAsync();
        }
    }

    private void Configure()
    {
        LoudSettings.Set(Place.Settings, Collector.Address, isDevelopment: !IsOnPostgres);
        Place.Settings["Kestrel:Endpoints:A:Url"] = "http://127.0.0.1:0";
        Place.Settings["Kestrel:Endpoints:B:Url"] = "http://127.0.0.1:0";
        Place.Settings["Kestrel:Endpoints:B:Protocols"] = "Http2";
        Place.Settings["PublicUrl"] = "http://localhost:8080";
        foreach (var (kind, text) in (IEnumerable<(string, string)>)[("marked", Secret.Mark), (Secret.Misplaced, Secret.MisplacedPassword), ("collector's password", LoudSettings.CollectorPassword)])
        {
            Search.Add(new(kind, text));
        }

        if (IsOnPostgres)
        {
            Place.Settings["ConnectionStrings:Postgres"] = LoudSettings.Postgres(Place.Settings["ConnectionStrings:Postgres"], Relay!.Port);
            Place.Settings["Jwt:SigningKeys:0"] = Search.Add(Secret.Long("signing key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))).Text;
            var identity = IdentitySigningKey.Generate();
            Place.Settings["Identity:SigningKeys:0"] = Search.Add(new("key of identities", identity, identity[52..84])).Text;
            Place.Settings["Mail:Host"] = "127.0.0.1";
            Place.Settings["Mail:Port"] = Sink.Port.ToString(CultureInfo.InvariantCulture);
            Place.Settings["Mail:StartTls"] = "false";
            Place.Settings["Mail:Username"] = "mailer";
            Place.Settings["Mail:Password"] = LoudSettings.MailPassword;
        }
    }

    private IReadOnlyList<ReceivedMail> MailsTo(string address)
    {
        if (IsOnPostgres)
        {
            return Sink.TakenFor(address);
        }

        // The service writes a mail under another name first.
        var directory = Path.Combine(Place.Data, "mail");
        return !Directory.Exists(directory) ? [] : [.. Directory.GetFiles(directory, "*.eml")
            .OrderBy(File.GetLastWriteTimeUtc)
            .Select(file => new ReceivedMail([address], File.ReadAllText(file)))
            .Where(mail => mail.Source.Contains("\r\n\r\n", StringComparison.Ordinal) && mail.Header("To").Contains(address, StringComparison.Ordinal))];
    }

    private Exchange Keep(Exchange exchange)
    {
        exchanges.Enqueue(exchange);
        return exchange;
    }

    private static TcpRelay RelayTo(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        return new(server.Host!, server.Port);
    }

    private static string Short(string target) => target.Length <= 60 ? target : target[..60] + "…";

    [GeneratedRegex(@"\?token=(?<token>[0-9a-f]{64})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkToken();

    [GeneratedRegex(@"type (?<code>[0-9]{6})\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
