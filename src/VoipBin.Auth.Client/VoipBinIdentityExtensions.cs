using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Client;

/// <summary>Adds the scheme to a service.</summary>
public static class VoipBinIdentityExtensions
{
    /// <summary>Authenticates every request by its <see cref="AuthHeaders.Identity"/>, as the service's default scheme, and adds authorization.</summary>
    /// <remarks>A route still says that it needs somebody: by <c>RequireAuthorization()</c> or <c>RequirePermission(…)</c>.</remarks>
    public static AuthenticationBuilder AddVoipBinIdentity(this IServiceCollection services, Action<VoipBinIdentityOptions> configure)
    {
        services.AddAuthorization();
        return services.AddAuthentication(VoipBinIdentityDefaults.AuthenticationScheme).AddVoipBinIdentity(configure);
    }

    /// <summary>Adds the scheme beside others, by its usual name.</summary>
    public static AuthenticationBuilder AddVoipBinIdentity(this AuthenticationBuilder authentication, Action<VoipBinIdentityOptions> configure) =>
        authentication.AddVoipBinIdentity(VoipBinIdentityDefaults.AuthenticationScheme, configure);

    /// <summary>Adds the scheme by a name of one's own: where identities of several authentication services are accepted.</summary>
    public static AuthenticationBuilder AddVoipBinIdentity(this AuthenticationBuilder authentication, string authenticationScheme, Action<VoipBinIdentityOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(authentication);
        ArgumentNullException.ThrowIfNull(configure);
        authentication.AddScheme<VoipBinIdentityOptions, VoipBinIdentityHandler>(authenticationScheme, configure);

        // After the framework's own, which gives the options their clock.
        authentication.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<VoipBinIdentityOptions>, VoipBinIdentityPostConfigure>());
        authentication.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<VoipBinIdentityOptions>, VoipBinIdentityOptionsValidation>());
        authentication.Services.AddOptions<VoipBinIdentityOptions>(authenticationScheme).ValidateOnStart();
        return authentication;
    }
}
