using System.Text;
using VoipBin.Auth.IntegrationTests.ReverseProxies;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>The access and error logs of real proxies, with the files of <c>deploy/</c> as they stand: every carrier, what is no request, and a platform that fails behind them.</summary>
[Collection(ReverseProxyGroup.Name)]
public sealed class ProxyLeakTests(ProxiedPlatform platform, ITestOutputHelper output)
{
    private const int AtOnce = 8;

    /// <summary>What is behind the proxy, and what leads past it to the service.</summary>
    private static readonly (string Method, string Path)[] Routes =
        [("GET", "/v1.0/calls"), ("POST", "/v1.0/calls"), ("GET", "/v1.0/public/prices"), ("GET", "/v1.0/me"), ("POST", "/auth/login"), ("GET", "/auth/password-reset"), ("GET", "/console"), ("GET", "/swagger"), ("GET", "/authz/forward-auth"), ("GET", "/nowhere")];

    private static readonly string[] BrokenAnswers = ["", "nonsense\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"];

    [Theory]
    [MemberData(nameof(ReverseProxy.All), MemberType = typeof(ReverseProxy))]
    public async Task Proxy_WhateverIsSentAndWhateverFails_LogsNoCredential(string name)
    {
        var search = new SecretSearch();
        search.Add(new("marked", Secret.Mark));
        search.Add(Secret.Accesskey(platform.Credentials.Accesskey));
        search.Add(Secret.Token(platform.Credentials.AdminToken));
        var proxy = platform[name];
        var before = proxy.ReadLogs().Length;
        var sent = 0;

        await Parallel.ForEachAsync(from route in Routes from carrier in MarkedCredentials.Bad where !IsLogged(carrier.Name) select (route, carrier), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (pair, _) =>
        {
            var (route, carrier) = pair;
            var lines = carrier.Headers.Any(header => header.StartsWith("Host:", StringComparison.Ordinal)) ? carrier.Headers : [$"Host: {ReverseProxy.Host}", .. carrier.Headers];
            await TellAsync(proxy, $"{carrier.Method ?? route.Method} {carrier.TargetOf(route.Path)} HTTP/1.1\r\n{string.Concat(lines.Select(line => line + "\r\n"))}Connection: close\r\n{(route.Method == "POST" ? "Content-Length: 0\r\n" : "")}\r\n");
        });
        await Parallel.ForEachAsync(MalformedMessages.OverHttp1.Concat(MalformedMessages.Abandoned).Where(message => !IsLogged(message.Name)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce * 2 }, async (message, _) =>
        {
            search.In("answers of proxies", message.Name, (await BriefClient.SendAsync(proxy.Address, message.Bytes, ProxyCertificate.Client)).Body);
            search.In("answers of proxies", message.Name, (await BriefClient.SendAsync(proxy.Address, message.Bytes)).Body);
            Interlocked.Add(ref sent, 2);
        });
        Assert.True(proxy.ReadLogs().Length > before, "The proxy has logged nothing.");
        search.In("logs of proxies", name, proxy.ReadLogs());
        search.In("logs of proxies", $"{name}, with a platform that fails", await FailAsync(name));

        output.WriteLine($"{sent} requests, {search.Places["logs of proxies"].Characters} characters of logs");
        search.AssertNothingFound();

        async Task TellAsync(ReverseProxy to, string request)
        {
            search.In("answers of proxies", request[..Math.Min(request.Length, 60)], (await BriefClient.SendAsync(to.Address, Encoding.Latin1.GetBytes(request), ProxyCertificate.Client)).Body);
            Interlocked.Increment(ref sent);
        }
    }

    /// <summary>Proxies log the host that was asked for, and the method: no browser and no client puts a credential there.</summary>
    private static bool IsLogged(string what) => what.Contains("host", StringComparison.Ordinal) || what is "a credential as method";

    /// <summary>Good credentials, in every carrier, for a platform that answers what is no answer, or not at all: what such a proxy logs.</summary>
    private async Task<string> FailAsync(string name)
    {
        var answer = "";
        using var broken = new RawServer(_ => answer);
        await using var proxy = await ReverseProxy.StartAsync(name, new(platform.Service.Address.Port, platform.Decisions.Port, broken.Port));
        foreach (var text in BrokenAnswers)
        {
            answer = text;
            foreach (var (query, header) in ((string, string)[])[
                ($"?accesskey={platform.Credentials.Accesskey}", "A: b"), ($"?a=1&token={platform.Credentials.AdminToken}", "A: b"), ("", $"Authorization: Bearer {platform.Credentials.Accesskey}"),
                ("", $"Cookie: token={platform.Credentials.AdminToken}")])
            {
                var request = $"GET /v1.0/calls{query} HTTP/1.1\r\nHost: {ReverseProxy.Host}\r\n{header}\r\nReferer: https://{ReverseProxy.Host}/?token={platform.Credentials.AdminToken}\r\nConnection: close\r\n\r\n";
                await BriefClient.SendAsync(proxy.Address, Encoding.Latin1.GetBytes(request), ProxyCertificate.Client);
            }
        }

        Assert.True(broken.Count >= BrokenAnswers.Length, "The platform was not asked.");
        return proxy.ReadLogs();
    }
}
