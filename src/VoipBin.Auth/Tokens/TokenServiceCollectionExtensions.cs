using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Guessing;
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
        services.AddSingleton(provider => new GuessKey(provider.GetRequiredService<SigningKeys>().Derive("failed sign-ins")));
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, TokenBearerOptions>();
        services.AddSingleton(provider => new TokenSignature(provider.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(Schemes.Signature)));
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
        return authentication.AddJwtBearer(Schemes.Signature, displayName: null, _ => { });
    }
}
