using Microsoft.Extensions.Options;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Authentication;

/// <summary>A credential that a browser added by itself must not serve a page of another site.</summary>
internal sealed class SameSiteRequirement() : CallerRequirement(ProblemCatalogue.CrossSiteRequest)
{
    public override bool IsMet(Caller caller, HttpContext context) =>
        context.GetRequestCredential() is not RequestCredential.Presented { FromCookie: true }
        || !CrossSite.IsHarmful(context.Request)
        || !CrossSite.IsFromElsewhere(context.Request, context.RequestServices.GetRequiredService<IOptions<ServiceOptions>>().Value.PublicUrl);
}

/// <summary>The customer is not frozen. Being frozen is no failure to authenticate: that could only be a 401.</summary>
internal sealed class ActiveAccountRequirement() : CallerRequirement(ProblemCatalogue.AccountFrozen)
{
    public override IReadOnlyList<object> DetailsFor(Caller caller) => caller.Freeze is { } freeze ? [freeze] : [];

    public override bool IsMet(Caller caller, HttpContext context) => caller.Freeze is null;
}

/// <summary>The caller is a person who logged in.</summary>
internal sealed class AgentRequirement() : CallerRequirement(ProblemCatalogue.AgentAuthRequired)
{
    public override bool IsMet(Caller caller, HttpContext context) => caller.AgentId is not null;
}

/// <summary>A delegate reads and revokes, and does nothing else.</summary>
internal sealed class NoDelegateChangeRequirement() : CallerRequirement(ProblemCatalogue.PermissionDenied)
{
    public override bool IsMet(Caller caller, HttpContext context) =>
        caller.DelegatorId is null || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsDelete(context.Request.Method);
}

/// <summary>The caller acts for a customer.</summary>
internal sealed class DelegateRequirement() : CallerRequirement(ProblemCatalogue.PermissionDenied)
{
    public override bool IsMet(Caller caller, HttpContext context) => caller.DelegatorId is not null;
}

/// <summary>The caller may be told about credentials that others were given. The token of a person is not enough, and a delegate's never: whoever finds a credential could try with it what it is good for.</summary>
internal sealed class IntrospectorRequirement() : CallerRequirement(ProblemCatalogue.PermissionDenied)
{
    public override bool IsMet(Caller caller, HttpContext context) =>
        caller.Kind == CredentialKind.Accesskey || (caller.AgentId is not null && caller.Permission.HasFlag(Permission.ProjectSuperAdmin));
}

/// <summary>The caller came with a token: somebody who logged in, or a delegate.</summary>
internal sealed class TokenRequirement() : CallerRequirement(ProblemCatalogue.AgentAuthRequired)
{
    public override bool IsMet(Caller caller, HttpContext context) => caller.Kind == CredentialKind.Token;
}

/// <summary>The caller has one of the bits.</summary>
internal sealed class PermissionRequirement(Permission required) : CallerRequirement(ProblemCatalogue.PermissionDenied)
{
    public override bool IsMet(Caller caller, HttpContext context) => caller.Has(required);
}
