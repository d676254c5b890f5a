using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Tests.Telemetry;

public sealed class ExportDestinationTests
{
    private const string Address = "http://collector:4318";

    [Theory]
    [InlineData("", false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", false, true)]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", false, false)]
    public void Read_AnEndpoint_SaysWhatIsSent(string key, bool metrics, bool traces)
    {
        var destination = Read((key, Address));

        Assert.Equal((metrics, traces, metrics || traces), (destination.Metrics, destination.Traces, destination.IsAny));
    }

    /// <summary>As in <c>OTEL_EXPORTER_OTLP_ENDPOINT=${COLLECTOR:-}</c>.</summary>
    [Fact]
    public void Read_SetToNothing_CountsAsNotThere() => Assert.False(Read(("OTEL_EXPORTER_OTLP_ENDPOINT", ""), ("OTEL_EXPORTER_OTLP_PROTOCOL", "")).IsAny);

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "OTEL_EXPORTER_OTLP_ENDPOINT is not an address")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "/v1/metrics", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT is not an address")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "ftp://collector", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is not an address")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http", "OTEL_EXPORTER_OTLP_PROTOCOL is \"http\"")]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "GRPC", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL is \"GRPC\"")]
    public void Read_NotUsable_SaysWhichAndWhy(string key, string value, string fault)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Read((key, value)));

        Assert.StartsWith(fault, Assert.Single(exception.Failures), StringComparison.Ordinal);
        Assert.Contains("for example", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ConnectionStrings:Postgres", "Host=db;Password=secret", true)]
    [InlineData("ConnectionStrings:Postgres", "Host=db;SSL Password=secret", false)]
    [InlineData("ConnectionStrings:PostgresDirect", "Host=db;sslpassword = secret", false)]
    public void Read_PasswordOfACertificate_KeepsNpgsqlOut(string key, string value, bool isSent) =>
        Assert.Equal(isSent, Read(("OTEL_EXPORTER_OTLP_ENDPOINT", Address), (key, value)).Npgsql);

    private static ExportDestination Read(params (string Key, string Value)[] settings) =>
        ExportDestination.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value, StringComparer.Ordinal)).Build());
}
