using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Authentication;

/// <summary>The one credential that a request presents, judged by form alone: the rules of the contract's section 2.</summary>
internal abstract record RequestCredential
{
    private RequestCredential()
    {
    }

    /// <summary>Whether a browser added it by itself, so that the cross-site rule applies, and nobody meant it for this route.</summary>
    public bool FromCookie { get; init; }

    /// <summary>Which credential <paramref name="carried"/> amounts to. What was presented is judged alone: there is no fall-through to the next carrier.</summary>
    public static RequestCredential Judge(CarriedCredentials carried, bool allowQuery)
    {
        if (carried is { Query.Count: 0, HasDisguisedParameter: false, Authorization.Count: <= 1 })
        {
            // Nothing in the query, as with most requests.
            return BearerCredential.Parse(carried.Authorization) ?? FromCookies(carried.Cookies);
        }

        if (carried.HasDisguisedParameter || carried.Query.Any(parameter => !CredentialParameters.IsWellFormed(parameter.Text.RevealSpan())))
        {
            return Refused.Parameter;
        }

        var bearer = BearerCredential.Parse(carried.Authorization);
        var query = carried.Query.Where(parameter => parameter.Text.Length > 0).ToArray();
        if (carried.Authorization.Count > 1 || HasTwice(carried.Query) || query.Length + (bearer is null ? 0 : 1) > 1)
        {
            return Refused.Multiple;
        }

        return (bearer, query) switch
        {
            ({ } explicitly, _) => explicitly,
            (null, [var (kind, text)]) => allowQuery ? new Presented(kind, text) : Refused.QueryOff,
            _ => FromCookies(carried.Cookies),
        };
    }

    private static RequestCredential FromCookies(IReadOnlyList<(CredentialKind Kind, CredentialText Text)> cookies)
    {
        if (cookies.Count == 0)
        {
            return Absent.Instance;
        }

        foreach (var kind in (ReadOnlySpan<CredentialKind>)[CredentialKind.Token, CredentialKind.Accesskey])
        {
            var ofKind = cookies.Where(cookie => cookie.Kind == kind).ToArray();
            if (ofKind.Length > 1)
            {
                return Refused.Cookies;
            }

            if (ofKind is [{ Text: { Length: > 0 } text }])
            {
                return new Presented(kind, text) { FromCookie = true };
            }
        }

        return Absent.Instance;
    }

    private static bool HasTwice(IReadOnlyList<(CredentialKind Kind, CredentialText Text)> parameters) =>
        parameters.Count > 1 && parameters.DistinctBy(parameter => parameter.Kind).Count() < parameters.Count;

    /// <summary>Nothing was presented.</summary>
    internal sealed record Absent : RequestCredential
    {
        public static readonly Absent Instance = new();
    }

    /// <summary>Something was presented that no scheme needs to look at.</summary>
    /// <param name="Problem">The answer.</param>
    /// <param name="Cause">What the log says: a fixed word.</param>
    internal sealed record Refused(Problem Problem, string Cause) : RequestCredential
    {
        public static readonly Refused Parameter = new(ProblemCatalogue.InvalidRequestParameter, "Parameter");
        public static readonly Refused Multiple = new(ProblemCatalogue.MultipleCredentials, "Multiple");
        public static readonly Refused Credentials = new(ProblemCatalogue.InvalidCredentials, "Malformed");
        public static readonly Refused Cookies = Credentials with { FromCookie = true };
        public static readonly Refused QueryOff = new(ProblemCatalogue.QueryCredentialsOff, "QueryOff");
    }

    /// <summary>One credential was presented.</summary>
    internal sealed record Presented(CredentialKind Kind, CredentialText Text) : RequestCredential;
}
