using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace VoipBin.Auth.Client;

/// <summary>Who sent a request, by its verified identity. A handler of a minimal API takes it as a parameter.</summary>
/// <param name="CustomerId">The customer that the caller belongs to, or acts for. That what it asks for is this customer's is for the service to check.</param>
/// <param name="Type">What the caller presented.</param>
/// <param name="Permission">What the caller may do; see <see cref="Has"/>.</param>
public sealed record VoipBinCaller(Guid CustomerId, VoipBinCallerType Type, VoipBinPermissions Permission)
{
    /// <summary>The agent who logged in; null for an accesskey, and for an operator, who is no agent of this customer.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The username of that agent: an e-mail address.</summary>
    public string? Username { get; init; }

    /// <summary>The accesskey; null for people.</summary>
    public Guid? AccesskeyId { get; init; }

    /// <summary>The operator who acts for the customer; null for everybody else.</summary>
    public Guid? DelegatorId { get; init; }

    /// <summary>Whether the caller has at least one of these bits, or is a super admin, who may do everything.</summary>
    public bool Has(VoipBinPermissions any) => (Permission & (any | VoipBinPermissions.ProjectSuperAdmin)) != 0;

    /// <summary>
    /// Gives a handler of a minimal API its caller; null when the request has no verified identity, which the framework answers with 400 unless the parameter may be null.
    /// A route that needs somebody says so with <c>RequireAuthorization()</c> or <c>RequirePermission(…)</c>, and never gets there.
    /// </summary>
    public static ValueTask<VoipBinCaller?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.User.FindVoipBinCaller());
    }

    /// <summary>Reads the claims of an identity; null when they name nobody.</summary>
    internal static VoipBinCaller? Read(ClaimsIdentity identity)
    {
        if (!Guid.TryParseExact(identity.FindFirst(IdentityClaims.CustomerId)?.Value, "D", out var customerId)
            || TypeOf(identity.FindFirst(IdentityClaims.Type)?.Value) is not { } type
            || !int.TryParse(identity.FindFirst(IdentityClaims.Permission)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var permission))
        {
            return null;
        }

        return new(customerId, type, (VoipBinPermissions)permission)
        {
            AgentId = IdOf(IdentityClaims.AgentId),
            Username = identity.FindFirst(IdentityClaims.Username)?.Value,
            AccesskeyId = IdOf(IdentityClaims.AccesskeyId),
            DelegatorId = IdOf(IdentityClaims.DelegatorId),
        };

        Guid? IdOf(string claim) => Guid.TryParseExact(identity.FindFirst(claim)?.Value, "D", out var id) ? id : null;
    }

    private static VoipBinCallerType? TypeOf(string? value) => value switch
    {
        "token" => VoipBinCallerType.Token,
        "accesskey" => VoipBinCallerType.Accesskey,
        "delegate" => VoipBinCallerType.Delegate,
        _ => null,
    };
}
