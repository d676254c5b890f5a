using System.Globalization;
using System.Security.Claims;

namespace VoipBin.Auth.Authentication;

/// <summary>The caller as the framework's authorization sees it. Its claims are made when somebody asks for them: for most requests nobody does.</summary>
internal sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity(claims: null, scheme, nameType: "sub", roleType: "permission")
{
    public Caller Caller { get; } = caller;

    public override IEnumerable<Claim> Claims =>
    [
        new("sub", (Caller.AgentId ?? Caller.DelegatorId ?? Caller.CredentialId).ToString()),
        new("customer_id", Caller.CustomerId.ToString()),
        new("permission", ((int)Caller.Permission).ToString(CultureInfo.InvariantCulture), ClaimValueTypes.Integer32),
    ];

    public static ClaimsPrincipal PrincipalOf(Caller caller, string scheme) => new(new CallerIdentity(caller, scheme));
}
