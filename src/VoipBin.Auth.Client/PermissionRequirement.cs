using Microsoft.AspNetCore.Authorization;

namespace VoipBin.Auth.Client;

/// <summary>The caller has one of the bits, or is a super admin.</summary>
internal sealed class PermissionRequirement(VoipBinPermissions any) : AuthorizationHandler<PermissionRequirement>, IAuthorizationRequirement
{
    /// <summary>What the log of a refusal says.</summary>
    public override string ToString() => $"{nameof(PermissionRequirement)}: any of {any}, or {VoipBinPermissions.ProjectSuperAdmin}";

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (context.User.FindVoipBinCaller() is { } caller && caller.Has(any))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
