using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Agents;

/// <summary>The body of <c>POST /v1.0/agents</c>.</summary>
internal sealed class CreateAgentRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>An e-mail address, unique among all customers.</summary>
    /// <example>colleague@example.net</example>
    [Required]
    public string? Username { get; init; }

    /// <summary>A name for people; at most 255 characters.</summary>
    /// <example>Jane Doe</example>
    public string? Name { get; init; }

    /// <summary>Anything worth knowing; at most 4096 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>What the agent may do: the sum of 16 (agent), 32 (admin), 64 (manager), or 0.</summary>
    /// <example>64</example>
    [Required]
    public int? Permission { get; init; }

    /// <summary>At least 8 characters and at most 72 bytes. Without one a link to set it is mailed to the username, good for 24 hours.</summary>
    public string? Password { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
    [
        .. TextRule.CheckRequired("username", Username, Agent.UsernameMaximumLength),
        .. TextRule.Check("name", Name, Agent.NameMaximumLength),
        .. TextRule.Check("detail", Detail, Agent.DetailMaximumLength),
        .. TextRule.Check("password", Password, int.MaxValue),
        .. PermissionRule.Check(Permission),
    ];
}

/// <summary>The body of <c>PUT /v1.0/agents/{id}</c>: a missing member stays as it is.</summary>
internal sealed class UpdateAgentRequest : IRequestBody
{
    public static bool MayBeEmpty => true;

    /// <summary>A name for people; at most 255 characters, empty to clear it.</summary>
    /// <example>Jane Doe</example>
    public string? Name { get; init; }

    /// <summary>Anything worth knowing; at most 4096 characters, empty to clear it.</summary>
    public string? Detail { get; init; }

    /// <summary>An e-mail address, unique among all customers. It is taken when the link is used that is mailed there, good for 24 hours; until then the old one stays.</summary>
    public string? Username { get; init; }

    /// <summary>The present password; needed with <c>username</c> by somebody who is no admin.</summary>
    public string? CurrentPassword { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
    [
        .. TextRule.Check("name", Name, Agent.NameMaximumLength),
        .. TextRule.Check("detail", Detail, Agent.DetailMaximumLength),
        .. TextRule.Check("username", Username, Agent.UsernameMaximumLength),
        .. TextRule.Check("current_password", CurrentPassword, int.MaxValue),
    ];
}

/// <summary>The body of <c>PUT /v1.0/agents/{id}/password</c>.</summary>
internal sealed class SetPasswordRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>The new password: at least 8 characters and at most 72 bytes.</summary>
    /// <example>correct horse battery</example>
    [Required]
    public string? Password { get; init; }

    /// <summary>The present password; needed by somebody who is no admin.</summary>
    public string? CurrentPassword { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
        [.. TextRule.CheckRequired("password", Password, int.MaxValue), .. TextRule.Check("current_password", CurrentPassword, int.MaxValue)];
}

/// <summary>The body of <c>PUT /v1.0/agents/{id}/permission</c>.</summary>
internal sealed class SetPermissionRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>What the agent may do: the sum of 16 (agent), 32 (admin), 64 (manager), or 0.</summary>
    /// <example>64</example>
    [Required]
    public int? Permission { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) => PermissionRule.Check(Permission);
}

/// <summary>An agent as the API shows it.</summary>
/// <param name="Id" example="019aa9a0-7c2e-7b3a-9d3f-2f1a5c0e8b71">The agent's id.</param>
/// <param name="CustomerId" example="019aa9a0-1b44-7c90-8a51-6d0c3f7e2a15">The customer that it belongs to.</param>
/// <param name="Username" example="colleague@example.net">What it logs in with.</param>
/// <param name="Name" example="Jane Doe">A name for people.</param>
/// <param name="Detail" example="">Anything worth knowing.</param>
/// <param name="Permission" example="64">What it may do: the sum of 1, 16, 32 and 64.</param>
/// <param name="TmCreate" example="2026-11-22T09:30:00.123456Z">When it was made.</param>
/// <param name="TmUpdate" example="2026-11-22T09:30:00.123456Z">When it was last changed; its creation until then.</param>
/// <param name="TmDelete">When it was deleted; null while it lives.</param>
internal sealed record AgentResponse(
    Guid Id,
    Guid CustomerId,
    string Username,
    string Name,
    string Detail,
    int Permission,
    DateTimeOffset TmCreate,
    DateTimeOffset TmUpdate,
    DateTimeOffset? TmDelete)
{
    public static AgentResponse Of(Agent agent) =>
        new(agent.Id, agent.CustomerId, agent.Username, agent.Name, agent.Detail, (int)agent.Permission, agent.TmCreate, agent.TmUpdate, agent.TmDelete);
}

/// <summary>What a permission in a body may be.</summary>
internal static class PermissionRule
{
    private const Permission All = Permission.ProjectSuperAdmin | Permission.CustomerAgent | Permission.CustomerAdmin | Permission.CustomerManager;

    public static IEnumerable<FieldFault> Check(int? permission) => permission switch
    {
        null => [new("permission", "required", "It must be there.")],
        { } bits when ((Permission)bits & ~All) != Permission.None => [new("permission", "bits", "It must be a sum of 1, 16, 32 and 64, or 0.")],
        _ => [],
    };
}
