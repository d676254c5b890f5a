using Microsoft.OpenApi;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.OpenApi;

/// <summary>The ways to present a credential, for the "Authorize" button.</summary>
internal static class OpenApiSecurity
{
    public static readonly IReadOnlyDictionary<string, OpenApiSecurityScheme> Schemes = new Dictionary<string, OpenApiSecurityScheme>
    {
        ["bearer"] = new()
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "The `token` of `POST /auth/login`, or an accesskey.",
        },
        ["accesskey"] = new()
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Query,
            Name = CredentialParameters.Accesskey,
            Description = "The `token` of `POST /v1.0/accesskeys`, in the query.",
        },
    };
}
