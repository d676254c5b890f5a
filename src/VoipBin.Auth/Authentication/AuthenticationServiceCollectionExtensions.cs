using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Authentication;

internal static class AuthenticationServiceCollectionExtensions
{
    /// <summary>Adds what the schemes share; each scheme adds itself to the builder that this returns. There is no default scheme: it would run on public routes.</summary>
    public static AuthenticationBuilder AddCredentialAuthentication(this IServiceCollection services)
    {
        services.AddSettings<CredentialOptions>();
        services.AddSingleton<IHttpContextFactory>(provider => new CredentialHttpContextFactory(new DefaultHttpContextFactory(provider)));
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, CallerAuthorizationResultHandler>();
        services.AddSingleton<RefusedCredentialLog>();
        services.AddSingleton<VerificationMetrics>();
        services.AddSingleton<IPolicyEvaluator, CallerPolicyEvaluator>();
        services.AddAuthorization();
        return services.AddAuthentication()
            .AddPolicyScheme(Schemes.Credential, displayName: null, options => options.ForwardDefaultSelector = SchemeSelector.Select);
    }

    /// <summary>Adds the scheme of a kind of credential, and what judges it.</summary>
    public static IServiceCollection AddCredentialScheme<THandler, TVerifier>(this IServiceCollection services, string scheme)
        where THandler : CredentialAuthenticationHandler
        where TVerifier : class, ICredentialVerifier => services
        .AddSingleton<TVerifier>()
        .AddSingleton<ICredentialVerifier>(provider => provider.GetRequiredService<TVerifier>())
        .AddTransient<THandler>()
        .Configure<AuthenticationOptions>(options => options.AddScheme<THandler>(scheme, displayName: null));
}
