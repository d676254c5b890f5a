using System.Globalization;
using System.Security.Claims;

namespace VoipBin.Auth.Authentication;

/// <summary>The caller as the framework's authorization sees it.</summary>
internal sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity(
    [
        new("sub", (caller.AgentId ?? caller.CredentialId).ToString()),
        new("customer_id", caller.CustomerId.ToString()),
        new("permission", ((int)caller.Permission).ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer32),
    ],
    scheme,
    nameType: "sub",
    roleType: "permission")
{
    public Caller Caller { get; } = caller;

    public static ClaimsPrincipal PrincipalOf(Caller caller, string scheme) => new(new CallerIdentity(caller, scheme));
}
