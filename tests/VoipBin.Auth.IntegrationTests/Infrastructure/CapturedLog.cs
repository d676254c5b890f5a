using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Keeps every log line, exceptions included, for assertions about what is and what is not in it.</summary>
[ProviderAlias("Captured")]
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

    public IEnumerable<(LogLevel Level, string Text)> Lines => lines;

    /// <summary>The lines that hold <paramref name="secret"/>: there must be none.</summary>
    public IEnumerable<string> LinesWith(string secret) => lines.Where(line => line.Text.Contains(secret, StringComparison.Ordinal)).Select(line => line.Text);

    /// <summary>Forgets what was logged so far.</summary>
    public void Clear() => lines.Clear();

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
    }
}
