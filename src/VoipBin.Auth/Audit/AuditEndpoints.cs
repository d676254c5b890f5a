using Microsoft.AspNetCore.Http.HttpResults;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.OpenApi;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Audit;

/// <summary>The route that shows the audit trail.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) => routes.MapGroup("/v1.0/audit")
        .RequireAuthorization(CallerPolicies.CustomerAdmin)
        .AddEndpointFilter<RefusedArgumentFilter>()
        .WithTags("Audit")
        .MapRead("", ListAsync)
        .Describe("ListAuditEvents", "List what happened", "Every change and every refused sign-in of the customer, newest first.");

    private static async Task<Ok<Page<AuditEventResponse>>> ListAsync(
        AuditFilter filter, PageRequest page, Caller caller, AuditStore store, CancellationToken cancellationToken)
    {
        var rows = await store.ListAsync(caller.CustomerId, filter, page, cancellationToken);
        return TypedResults.Ok(Page<AuditEventResponse>.Of(rows, page, row => new(row.TmCreate, row.Id), AuditEventResponse.Of));
    }
}
