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
    public string? Name { get; init; }

    /// <summary>What the key is for; at most 4096 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>The key's life in whole seconds; one year when it is missing.</summary>
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
    public string? Name { get; init; }

    /// <summary>What the key is for; at most 4096 characters, empty to clear it.</summary>
    public string? Detail { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
        [.. TextRule.Check("name", Name, Accesskey.NameMaximumLength), .. TextRule.Check("detail", Detail, Accesskey.DetailMaximumLength)];
}

/// <summary>An accesskey as the API shows it.</summary>
internal sealed record AccesskeyResponse(
    Guid Id,
    Guid CustomerId,
    string Name,
    string Detail,
    string TokenPrefix,
    DateTimeOffset TmExpire,
    DateTimeOffset TmCreate,
    DateTimeOffset TmUpdate,
    DateTimeOffset? TmDelete)
{
    /// <summary>The key itself: in the answer to its creation, and never again.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    public static AccesskeyResponse Of(Accesskey accesskey) => new(
        accesskey.Id,
        accesskey.CustomerId,
        accesskey.Name,
        accesskey.Detail,
        accesskey.TokenPrefix,
        accesskey.TmExpire,
        accesskey.TmCreate,
        accesskey.TmUpdate,
        accesskey.TmDelete);
}
