using Microsoft.Extensions.Primitives;

namespace VoipBin.Auth.Authentication;

/// <summary>
/// Everything in a request that may carry a credential, taken out of it before the pipeline begins.
/// A request feature; what it holds is secret, and nothing is judged yet.
/// </summary>
internal sealed class CarriedCredentials
{
    /// <summary>The values of <c>token=</c> and <c>accesskey=</c> in the raw query, in their order.</summary>
    public IReadOnlyList<(CredentialKind Kind, CredentialText Text)> Query { get; init; } = [];

    /// <summary>Whether the query holds a name that only becomes one of ours by decoding or by changing case.</summary>
    public bool HasDisguisedParameter { get; init; }

    /// <summary>The lines of the Authorization header.</summary>
    public StringValues Authorization { get; init; }

    /// <summary>The cookies <c>token</c> and <c>accesskey</c>, in their order.</summary>
    public IReadOnlyList<(CredentialKind Kind, CredentialText Text)> Cookies { get; init; } = [];

    /// <summary>The cookies of the console, and the one of a known browser, by their names, in their order. No carriers of the API.</summary>
    public IReadOnlyList<(string Name, CredentialText Text)> OwnCookies { get; init; } = [];

    /// <summary>The same headers with the query of another request: the one that a proxy asks about.</summary>
    public CarriedCredentials WithQuery(QueryCredentials query) =>
        new() { Query = query.Found, HasDisguisedParameter = query.IsDisguised, Authorization = Authorization, Cookies = Cookies };

    public override string ToString() => "***";
}
