using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

internal static class TokenServiceCollectionExtensions
{
    public static AuthenticationBuilder AddTokens(this AuthenticationBuilder authentication)
    {
        var services = authentication.Services;
        services.AddSettings<TokenOptions>();
        services.AddSingleton<IValidateOptions<TokenOptions>, TokenOptionsValidation>();
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<TokenSignature>();
        services.AddCredentialScheme<TokenAuthenticationHandler, TokenVerifier>(Schemes.Token);
        services.AddScoped<TokenStore>().AddExpiringRows<TokenStore>();
        services.AddFactCache<Guid, TokenRevocation>("revocations", RevokedToken.WatchPrefix, FactCacheKeys.ParseId);
        services.AddFactCache<CredentialHash, TokenContent>("tokens", "validated:", _ => null);
        services.AddSingleton<FactLoader<Guid, TokenFacts?>>();
        services.AddSingleton<FactLoader<(Guid CustomerId, Guid ParentId), DelegateFacts?>>();
        services.AddSingleton<TokenLookup>();
        services.AddSingleton<LoginMetrics>();
        services.AddScoped<LoginCommand>();
        services.AddScoped<LogoutCommand>();
        services.AddScoped<DelegateCommand>();
        return authentication;
    }
}
