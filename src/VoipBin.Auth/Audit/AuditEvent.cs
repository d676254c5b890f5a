using System.Text.Json;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Json;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Audit;

/// <summary>One entry of the audit trail: who did what, when and from where. It never holds a secret.</summary>
internal sealed class AuditEvent : IListed
{
    public const int TypeMaximumLength = 64;
    public const int AddressMaximumLength = 45;
    public const int RequestIdMaximumLength = 64;

    private AuditEvent()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>The customer it happened to; null when a refused sign-in named nobody.</summary>
    public Guid? CustomerId { get; private set; }

    /// <summary>What happened, for example <c>accesskey.created</c>.</summary>
    public string Type { get; private set; } = "";

    /// <summary>What it happened to.</summary>
    public Guid? SubjectId { get; private set; }

    /// <summary>The agent that did it.</summary>
    public Guid? AgentId { get; private set; }

    /// <summary>The accesskey that did it.</summary>
    public Guid? AccesskeyId { get; private set; }

    /// <summary>The client's address.</summary>
    public string? Address { get; private set; }

    public string RequestId { get; private set; } = "";

    /// <summary>What changed, as JSON.</summary>
    public string Data { get; private set; } = "{}";

    public DateTimeOffset TmCreate { get; private set; }

    /// <param name="type">What happened.</param>
    /// <param name="customerId">The customer it happened to.</param>
    /// <param name="subjectId">What it happened to.</param>
    /// <param name="origin">The request that caused it.</param>
    /// <param name="now">When.</param>
    /// <param name="caller">Who did it; null when nobody was authenticated.</param>
    /// <param name="data">What changed; serialised as JSON.</param>
    public static AuditEvent Create(string type, Guid? customerId, Guid? subjectId, RequestOrigin origin, DateTimeOffset now, Caller? caller = null, object? data = null) => new()
    {
        Id = Guid.CreateVersion7(now),
        Type = type,
        CustomerId = customerId,
        SubjectId = subjectId,
        AgentId = caller?.AgentId ?? caller?.DelegatorId,
        AccesskeyId = caller is { Kind: CredentialKind.Accesskey } ? caller.CredentialId : null,
        Address = origin.Address?.ToString(),
        RequestId = origin.RequestId,
        Data = data is null ? "{}" : JsonSerializer.Serialize(data, ServiceJson.Options),
        TmCreate = now,
    };
}
