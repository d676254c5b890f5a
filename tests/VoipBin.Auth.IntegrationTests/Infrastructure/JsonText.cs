using System.Text.Json;

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

internal static class JsonText
{
    public static string Write(object value) => JsonSerializer.Serialize(value);

    /// <summary>The names of an object's members, in their order.</summary>
    public static IEnumerable<string> Members(this JsonElement element) => element.EnumerateObject().Select(member => member.Name);

    public static string Text(this JsonElement element, string member) => element.GetProperty(member).GetString()!;
}
