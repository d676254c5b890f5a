using System.Globalization;
using System.Text.Json;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.AdminConsole.Activity;

/// <summary>One thing that an event says of what changed.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Before">What it was; null when the event does not say.</param>
/// <param name="After">What it is since then.</param>
internal sealed record ActivityChange(string Label, ActivityChange.Value? Before, ActivityChange.Value After)
{
    private const string OldPrefix = "old_";

    /// <summary>What an event's data say. What stayed as it was is left out.</summary>
    public static IReadOnlyList<ActivityChange> Of(string data)
    {
        var root = JsonElement.Parse(data);
        var changes = new List<ActivityChange>();
        foreach (var property in root.EnumerateObject().Where(property => !property.Name.StartsWith(OldPrefix, StringComparison.Ordinal)))
        {
            var hasOld = root.TryGetProperty(OldPrefix + property.Name, out var old);
            if (!hasOld || !JsonElement.DeepEquals(old, property.Value))
            {
                changes.Add(new(LabelOf(property.Name), hasOld ? Read(property.Name, old) : null, Read(property.Name, property.Value)));
            }
        }

        return changes;
    }

    private static string LabelOf(string name) => name switch
    {
        "name" => "Name",
        "detail" => "Detail",
        "token_prefix" => "Begins with",
        "tm_expire" => "Expires",
        "username" => "Username",
        "email" => "Email address",
        "permission" => "Permission",
        "reason" => "Reason",
        "expire" => "Until",
        _ => name,
    };

    private static Value Read(string name, JsonElement value) => (name, value.ValueKind) switch
    {
        ("permission", JsonValueKind.Number) when value.TryGetInt32(out var bits) => new(PermissionWords.Describe((Permission)bits)),
        ("tm_expire" or "expire", JsonValueKind.String) when DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) => new("") { At = at },
        (_, JsonValueKind.String) => new(value.GetString()!),
        _ => new(value.GetRawText()),
    };

    /// <param name="Text">As it was written; empty for nothing, and where an instant says it.</param>
    internal sealed record Value(string Text)
    {
        public DateTimeOffset? At { get; init; }
    }
}
