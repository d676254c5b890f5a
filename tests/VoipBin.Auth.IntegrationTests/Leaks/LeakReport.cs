using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Searches every place that anything could have got to.</summary>
internal sealed partial class LeakReport(MarkedService service)
{
    private readonly SecretSearch search = service.Search;

    /// <summary>What processes of this machine were called with, which everybody on it can read. To be searched while they run.</summary>
    public static async Task SearchCommandLinesAsync(SecretSearch search)
    {
        foreach (var process in Directory.GetDirectories("/proc").Where(path => Path.GetFileName(path).All(char.IsAsciiDigit)))
        {
            try
            {
                search.In("command lines", process, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(process, "cmdline"))));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It has ended.
            }
        }
    }

    /// <summary>To be called when the service has ended, so that everything is written.</summary>
    /// <returns>By table, its rows.</returns>
    public async Task<IReadOnlyDictionary<string, (int Rows, string Text)>> SearchAsync()
    {
        foreach (var exchange in service.Exchanges)
        {
            search.In("answers", exchange.What, exchange.Text, may: exchange.HandsOut.Contains);
        }

        SearchOutput();
        search.In("traces", "OTLP", service.Collector.Traces);
        search.In("metrics", "OTLP", service.Collector.Metrics);
        var tables = await DatabaseDump.ReadAsync(service.Place, service.IsOnPostgres);
        foreach (var (table, (_, text)) in tables)
        {
            search.In("tables", table, text, mayHashes: true);
        }

        await SearchFilesAsync();
        if (service.Server is { } server)
        {
            // Told to write every parameter of every statement, it writes the names that somebody looks for: also when he typed his password there.
            search.In("PostgreSQL's log", "all lines", await ReadAsync(server.LogFile), mayHashes: true, static secret => secret.Kind == Secret.Misplaced);
        }

        return tables;
    }

    /// <summary>The figures, a line a kind of place.</summary>
    public string Describe() =>
        string.Create(CultureInfo.InvariantCulture, $"{service.Exchanges.Count} requests; {search.Secrets} secrets in {search.Forms} forms; ")
        + string.Join(", ", search.Places.OrderBy(place => place.Key, StringComparer.Ordinal).Select(place => string.Create(CultureInfo.InvariantCulture, $"{place.Key}: {place.Value.Texts} of {place.Value.Characters:N0} characters")))
        + "; statuses " + string.Join(", ", service.Exchanges.GroupBy(exchange => exchange.Status).OrderBy(group => group.Key).Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key}: {group.Count()}")));

    /// <summary>The first password is printed for whoever started the service, once: on a line of its own, and in a line to try it with.</summary>
    private void SearchOutput()
    {
        string[] notice = service.FirstStart is { } first ? [$"password: {first.Password}", $"Try it:  {first.CurlLine}"] : [];
        var lines = service.Process.Lines.Where(line => !notice.Contains(line.Trim())).ToArray();
        Assert.Equal(notice.Length, service.Process.Lines.Count - lines.Length);
        search.In("standard output", "all lines", string.Join('\n', lines));
        search.In("standard error", "all lines", service.Process.Errors);
    }

    /// <summary>Without a mail server the mails are files, and hold what was mailed: nothing else of what is looked for may stand there. A generated key lies in a file of its own.</summary>
    private async Task SearchFilesAsync()
    {
        foreach (var file in Directory.GetFiles(service.Place.Root, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(service.Place.Root, file).Replace('\\', '/');
            search.In("files", name, await ReadAsync(file), mayHashes: true, secret =>
                (name.StartsWith("data/mail/", StringComparison.Ordinal) && secret.Kind is "link" or "code") || (name == "data/signing.key" && secret.Kind == "signing key"));
        }
    }

    /// <summary>A search of nothing finds nothing: each place holds what must have got there.</summary>
    public void AssertLooked(IReadOnlyDictionary<string, (int Rows, string Text)> tables)
    {
        var output = service.Process.Output;
        Assert.All(
            (string[])["Microsoft.AspNetCore.Server.Kestrel.Connections", "Microsoft.AspNetCore.Routing.EndpointMiddleware", "Microsoft.EntityFrameworkCore.Database.Command", "Microsoft.AspNetCore.DataProtection", "VoipBin.Auth.Authentication.RefusedCredentialLog"],
            category => Assert.Contains(category, output, StringComparison.Ordinal));
        var connections = ConnectionStarted().Count(output);
        Assert.True(connections >= service.Exchanges.Count(exchange => exchange.Status > 0), $"The log tells of {connections} connections only.");

        var traced = RequestId().Matches(service.Collector.Traces).Select(match => match.Value).ToHashSet();
        var answered = service.Exchanges.Select(exchange => exchange.Response.Header("X-Request-Id")).Where(id => id.StartsWith("req_", StringComparison.Ordinal)).ToArray();
        Assert.True(answered.Count(traced.Contains) > answered.Length * 9 / 10, $"Of {answered.Length} requests {answered.Count(traced.Contains)} are among the traces.");
        Assert.Contains("http.server.request.duration", service.Collector.Metrics, StringComparison.Ordinal);
        Assert.All((string[])["agents", "accesskeys", "audit_events", "customers", "mailed_links", "signups", "revoked_tokens"], name => Assert.True(tables.Single(table => table.Key.EndsWith(name, StringComparison.Ordinal)).Value.Rows > 0, $"{name} is empty."));
        Assert.All((int[])[200, 201, 204, 302, 400, 401, 403, 404, 405, 413, 500, 503], status => Assert.Contains(service.Exchanges, exchange => exchange.Status == status));
    }

    private static async Task<string> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex("Connection id \"[0-9A-Z]+\" started", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex ConnectionStarted();

    [GeneratedRegex("req_[a-z2-7]{26}", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex RequestId();
}
