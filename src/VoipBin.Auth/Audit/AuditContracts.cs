using System.Text.Json;

namespace VoipBin.Auth.Audit;

/// <summary>An event of the audit trail as the API shows it.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Type" example="accesskey.created">What happened.</param>
/// <param name="SubjectId">What it happened to; null when a refused sign-in named nobody.</param>
/// <param name="AgentId">The agent that did it; null when nobody was logged in, or an accesskey did it.</param>
/// <param name="AccesskeyId">The accesskey that did it; null otherwise.</param>
/// <param name="Address" example="203.0.113.9">The client's address.</param>
/// <param name="RequestId">The request's <c>X-Request-Id</c>.</param>
/// <param name="Data">What changed; never a secret.</param>
/// <param name="TmCreate" example="2026-11-22T09:30:00.123456Z">When it happened.</param>
internal sealed record AuditEventResponse(
    Guid Id,
    string Type,
    Guid? SubjectId,
    Guid? AgentId,
    Guid? AccesskeyId,
    string? Address,
    string RequestId,
    JsonElement Data,
    DateTimeOffset TmCreate)
{
    public static AuditEventResponse Of(AuditEvent audited) => new(
        audited.Id,
        audited.Type,
        audited.SubjectId,
        audited.AgentId,
        audited.AccesskeyId,
        audited.Address,
        audited.RequestId,
        JsonElement.Parse(audited.Data),
        audited.TmCreate);
}
