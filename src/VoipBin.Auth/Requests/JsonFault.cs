using System.Reflection;
using System.Text.Json;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>Tells which member of a body has the wrong type.</summary>
internal static class JsonFault
{
    public static FieldFault Describe(JsonException exception, Type body)
    {
        var member = exception.Path?.Split('.') is [_, var name, ..] ? name.Split('[')[0] : "";
        var property = body.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .FirstOrDefault(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name).Equals(member, StringComparison.OrdinalIgnoreCase));
        return property is null
            ? new("", "type", "A member of the body has the wrong type.")
            : new(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), "type", $"It must be {Expectation(property.PropertyType)}.");
    }

    private static string Expectation(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(long) || number == typeof(int) => "a whole number",
        var flag when flag == typeof(bool) => "true or false",
        var text when text == typeof(string) => "a string of well-formed Unicode text",
        _ => "of the type that the documentation names",
    };
}
