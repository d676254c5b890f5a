using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Accesskeys;

/// <summary>The body of <c>POST /v1.0/accesskeys</c>.</summary>
internal sealed class CreateAccesskeyRequest : IRequestBody
{
    public static bool MayBeEmpty => true;

    /// <summary>A name for people; at most 255 characters.</summary>
    /// <example>my-api-key</example>
    public string? Name { get; init; }

    /// <summary>What the key is for; at most 4096 characters.</summary>
    /// <example>API key for automated access</example>
    public string? Detail { get; init; }

    /// <summary>The key's life in whole seconds; one year when it is missing. From 86400 (a day) to 315360000 (ten years), unless the operator has set other limits.</summary>
    /// <example>31536000</example>
    public long? Expire { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<AccesskeyOptions>>().Value;
        var (minimum, maximum) = ((long)options.MinimumLifetime.TotalSeconds, (long)options.MaximumLifetime.TotalSeconds);
        return [
            .. TextRule.Check("name", Name, Accesskey.NameMaximumLength),
            .. TextRule.Check("detail", Detail, Accesskey.DetailMaximumLength),
            .. Expire < minimum ? [new FieldFault("expire", "minimum", $"It must be at least {minimum} seconds.")] : Array.Empty<FieldFault>(),
            .. Expire > maximum ? [new FieldFault("expire", "maximum", $"It must be at most {maximum} seconds.")] : Array.Empty<FieldFault>(),
        ];
    }
}

/// <summary>The body of <c>PUT /v1.0/accesskeys/{id}</c>: a missing member stays as it is.</summary>
internal sealed class UpdateAccesskeyRequest : IRequestBody
{
    public static bool MayBeEmpty => true;

    /// <summary>A name for people; at most 255 characters, empty to clear it.</summary>
    /// <example>My Renamed Accesskey</example>
    public string? Name { get; init; }

    /// <summary>What the key is for; at most 4096 characters, empty to clear it.</summary>
    /// <example>This key is used for reporting</example>
    public string? Detail { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
        [.. TextRule.Check("name", Name, Accesskey.NameMaximumLength), .. TextRule.Check("detail", Detail, Accesskey.DetailMaximumLength)];
}

/// <summary>An accesskey as the API shows it.</summary>
/// <param name="Id" example="019aa9a0-7c2e-7b3a-9d3f-2f1a5c0e8b71">The key's id.</param>
/// <param name="CustomerId" example="019aa9a0-1b44-7c90-8a51-6d0c3f7e2a15">The customer that it belongs to.</param>
/// <param name="Name" example="my-api-key">A name for people.</param>
/// <param name="Detail" example="API key for automated access">What the key is for.</param>
/// <param name="TokenPrefix" example="vb_a3Bf9xKm">The first eleven characters of the key, to tell keys apart.</param>
/// <param name="TmExpire" example="2027-11-22T09:30:00.123456Z">From this instant on the key is refused.</param>
/// <param name="TmCreate" example="2026-11-22T09:30:00.123456Z">When it was made.</param>
/// <param name="TmUpdate" example="2026-11-22T09:30:00.123456Z">When it was last changed; its creation until then.</param>
/// <param name="TmDelete">When it was deleted; null while it lives.</param>
/// <param name="TmLastUsed" example="2026-11-23T17:02:11.654321Z">When it was last used, told some seconds late; null until it is used.</param>
internal sealed record AccesskeyResponse(
    Guid Id,
    Guid CustomerId,
    string Name,
    string Detail,
    string TokenPrefix,
    DateTimeOffset TmExpire,
    DateTimeOffset TmCreate,
    DateTimeOffset TmUpdate,
    DateTimeOffset? TmDelete,
    DateTimeOffset? TmLastUsed)
{
    /// <summary>The key itself: in the answer to its creation, and never again.</summary>
    /// <example>vb_a3Bf9xKmPq2nR7sT4wYzLp8mN5qR1xWe</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    public override string ToString() => $"{nameof(AccesskeyResponse)} {Id}";

    public static AccesskeyResponse Of(Accesskey accesskey, DateTimeOffset? tmLastUsed) => new(
        accesskey.Id,
        accesskey.CustomerId,
        accesskey.Name,
        accesskey.Detail,
        accesskey.TokenPrefix,
        accesskey.TmExpire,
        accesskey.TmCreate,
        accesskey.TmUpdate,
        accesskey.TmDelete,
        tmLastUsed);
}
