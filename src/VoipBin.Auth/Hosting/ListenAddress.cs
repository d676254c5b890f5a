using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace VoipBin.Auth.Hosting;

/// <summary>Where the service listens.</summary>
internal static class ListenAddress
{
    public const string Default = "http://localhost:8080";

    private static readonly string[] Wildcards = ["://+", "://*", "://0.0.0.0", "://[::]"];
    private static readonly string[] Keys = ["urls", "http_ports", "https_ports"];

    /// <summary>Sets the default, only when nothing else says anything: an address set in code would beat <c>--urls</c>.</summary>
    public static void SetDefault(WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        if (Keys.All(key => string.IsNullOrEmpty(configuration[key])) && !HasEndpoints(configuration))
        {
            builder.WebHost.UseUrls(Default);
        }
    }

    /// <summary>Listens at further addresses, parted by semicolons, whatever the configuration says of the first ones. As the framework does, <c>urls</c> beats ports.</summary>
    public static void Add(WebApplicationBuilder builder, string urls)
    {
        var configuration = builder.Configuration;
        var first = configuration["urls"] is { Length: > 0 } configured ? configured : string.Join(';', [.. OfPorts(configuration, "http"), .. OfPorts(configuration, "https")]);
        builder.WebHost.UseUrls($"{first};{urls}");
    }

    /// <summary>The addresses of a setting, parted by semicolons.</summary>
    public static string[] Split(string? urls) => (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether the server can listen there, if the machine has it.</summary>
    public static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme.ToLowerInvariant() is "http" or "https";
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether the configuration names endpoints one by one, so that <c>urls</c> has no effect.</summary>
    public static bool HasEndpoints(IConfiguration configuration) => configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    /// <summary>The address by which this machine reaches the service that has this configuration.</summary>
    public static Uri Local(IConfiguration configuration)
    {
        if (configuration["urls"] is not { Length: > 0 } urls)
        {
            return new(configuration["http_ports"] is { Length: > 0 } ports ? $"http://localhost:{ports.Split(';')[0]}" : Default);
        }

        return Reachable(urls.Split(';')[0]);
    }

    /// <summary>Whether the server could not listen where it should: taken, not this machine's, or not allowed.</summary>
    public static bool IsBindFault(Exception exception) =>
        exception is SocketException or IOException { InnerException: AddressInUseException or SocketException };

    /// <summary>Tells a person that the service cannot listen there.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> ReportBindFaultAsync(Exception exception, TextWriter output)
    {
        await output.WriteLineAsync($"The service cannot listen: {exception.Message.TrimEnd('.')}. Choose another address, for example --urls http://localhost:8081.");
        return 1;
    }

    /// <summary>An address that one can go to, for one that is listened on: a wildcard is no host.</summary>
    public static Uri Reachable(string url)
    {
        foreach (var wildcard in Wildcards)
        {
            url = url.Replace(wildcard, "://localhost", StringComparison.Ordinal);
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : new(Default);
    }

    private static IEnumerable<string> OfPorts(ConfigurationManager configuration, string scheme) => Split(configuration[$"{scheme}_ports"]).Select(port => $"{scheme}://*:{port}");
}
