using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VoipBin.Auth.Client.Tests.Infrastructure;

/// <summary>A service behind the proxy: the real web server, at a free port, with a clock that the test moves.</summary>
internal sealed class CallService : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly CapturedLog log = new();
    private int begun;

    private CallService(Uri keys, Action<VoipBinIdentityOptions>? configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        builder.Services.AddVoipBinIdentity(options =>
        {
            options.KeysAddress = keys;
            options.Audiences.Add("first.example.com");
            options.Audiences.Add(Identity.Audience);
            options.TimeProvider = Clock;
            configure?.Invoke(options);
        });

        app = builder.Build();
        app.Use(next => context =>
        {
            Interlocked.Increment(ref begun);
            return next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/public", (VoipBinCaller? caller) => caller is null ? "nobody" : "somebody");
        app.MapGet("/caller", (VoipBinCaller caller) => caller).RequireAuthorization();
        app.MapGet("/name", (HttpContext context) => context.User.Identity?.Name).RequireAuthorization();
        foreach (var permission in new[] { 1, 16, 32, 64, 96 })
        {
            app.MapGet($"/permission/{permission}", () => "allowed").RequirePermission((VoipBinPermissions)permission);
        }
    }

    public TestClock Clock { get; } = new();

    /// <summary>How many requests came in.</summary>
    public int Begun => Volatile.Read(ref begun);

    /// <summary>All that was logged.</summary>
    public IEnumerable<string> Logged => log.Lines;

    private Uri Address => new(app.Urls.Single());

    public static async Task<CallService> StartAsync(Uri keys, Action<VoipBinIdentityOptions>? configure = null)
    {
        var service = new CallService(keys, configure);
        await service.app.StartAsync();
        return service;
    }

    public Task<Call> CallAsync(string path, params string[] headers) => Call.SendAsync(Address, path, headers);

    /// <summary>The status that somebody with this identity gets on a route that needs somebody.</summary>
    public async Task<int> StatusOfAsync(object identity, string path = "/caller") => (await CallAsync(path, $"X-Auth-Identity: {identity}")).Status;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private sealed class CapturedLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
