using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Tests.Telemetry;

public sealed class SecretFreeLoggingTests
{
    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.BadRequests", false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Http2", false)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Http3", false)]
    [InlineData("Microsoft.AspNetCore.Routing.Matching.DfaMatcher", false)]
    [InlineData("Microsoft.AspNetCore.Cors.Infrastructure.CorsService", false)]
    [InlineData("Microsoft.AspNetCore.HttpOverrides.ForwardedHeadersMiddleware", false)]
    [InlineData("Microsoft.AspNetCore.HostFiltering.HostFilteringMiddleware", false)]
    [InlineData("Microsoft.AspNetCore.Hosting", true)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", true)]
    [InlineData("Microsoft.AspNetCore.Routing.EndpointMiddleware", true)]
    public void IsEnabled_ConfigurationAsksForEverything_CategoriesThatPrintWhatAClientSentStaySilent(string category, bool expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([
            new("LogLevel:Default", "Trace"),
            new($"LogLevel:{category}", "Trace"),
            new($"Recording:LogLevel:{category}", "Trace"),
            new($"{typeof(RecordingProvider).FullName}:LogLevel:{category}", "Trace"),
            new($"LogLevel:{category}*", "Trace"),
            new($"Recording:LogLevel:{category}*", "Trace"),
            new($"Recording:LogLevel:{category.Insert(9, "*")}", "Trace"),
            new($"{typeof(RecordingProvider).FullName}:LogLevel:{category.ToUpperInvariant()}*", "Trace"),
        ]).Build();
        using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConfiguration(configuration).AddProvider(new RecordingProvider()))
            .AddTelemetry()
            .BuildServiceProvider();

        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

        Assert.Equal(expected, logger.IsEnabled(LogLevel.Information));
        Assert.Equal(expected, logger.IsEnabled(LogLevel.Critical));
    }

    [ProviderAlias("Recording")]
    private sealed class RecordingProvider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
