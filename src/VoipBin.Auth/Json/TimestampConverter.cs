using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoipBin.Auth.Json;

/// <summary>Writes a timestamp as the contract has it: UTC, <c>yyyy-MM-ddTHH:mm:ss.ffffffZ</c>, always six fraction digits.</summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Write(DateTimeOffset value) => value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Write(value));
}
