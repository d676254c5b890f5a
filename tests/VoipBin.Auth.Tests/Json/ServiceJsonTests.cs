using System.Globalization;
using System.Text.Json;
using VoipBin.Auth.Json;

namespace VoipBin.Auth.Tests.Json;

public sealed class ServiceJsonTests
{
    [Theory]
    [InlineData("2026-03-01T12:34:56Z", "\"2026-03-01T12:34:56.000000Z\"")]
    [InlineData("2026-03-01T12:34:56.7Z", "\"2026-03-01T12:34:56.700000Z\"")]
    [InlineData("2026-03-01T12:34:56.123456Z", "\"2026-03-01T12:34:56.123456Z\"")]
    [InlineData("2026-03-01T12:34:56.1234569Z", "\"2026-03-01T12:34:56.123456Z\"")]
    [InlineData("2026-03-01T12:34:56.5+09:00", "\"2026-03-01T03:34:56.500000Z\"")]
    [InlineData("0001-01-01T00:00:00Z", "\"0001-01-01T00:00:00.000000Z\"")]
    [InlineData("9999-12-31T23:59:59.999999Z", "\"9999-12-31T23:59:59.999999Z\"")]
    public void Serialize_Timestamp_HasSixDigitsInUtc(string instant, string expected)
    {
        var json = JsonSerializer.Serialize(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), ServiceJson.Options);

        Assert.Equal(expected, json);
    }

    [Fact]
    public void Serialize_TimestampThatIsNotThere_IsNull()
    {
        var json = JsonSerializer.Serialize(new { TmDelete = (DateTimeOffset?)null }, ServiceJson.Options);

        Assert.Equal("""{"tm_delete":null}""", json);
    }

    [Fact]
    public void Serialize_Names_AreSnakeCase()
    {
        var json = JsonSerializer.Serialize(new { NextPageToken = "é", TokenPrefix = "vb_" }, ServiceJson.Options);

        Assert.Equal("""{"next_page_token":"é","token_prefix":"vb_"}""", json);
    }
}
