namespace VoipBin.Auth.Authentication;

/// <summary>Whoever a request was authenticated as.</summary>
/// <param name="Kind">What the request presented.</param>
/// <param name="CustomerId">The customer that the credential belongs to.</param>
/// <param name="CredentialId">The accesskey's id, or the token's <c>jti</c>.</param>
/// <param name="CredentialExpires">From this instant on the credential is refused.</param>
/// <param name="Permission">What the caller may do now, whatever the credential said when it was issued.</param>
internal sealed record Caller(CredentialKind Kind, Guid CustomerId, Guid CredentialId, DateTimeOffset CredentialExpires, Permission Permission)
{
    /// <summary>The agent that logged in; null for an accesskey and for a delegate, which are nobody's "oneself".</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The username that the agent has now, whatever the token says; null where there is no agent.</summary>
    public string? Username { get; init; }

    /// <summary>The agent's generation, which every end of all its tokens raises; null where there is no agent.</summary>
    public int? Generation { get; init; }

    /// <summary>The super admin who acts for a customer by a delegate token; null for everybody else.</summary>
    public Guid? DelegatorId { get; init; }

    /// <summary>The accesskey that was presented; null for a token.</summary>
    public Guid? AccesskeyId => Kind == CredentialKind.Accesskey ? CredentialId : null;

    /// <summary>What the caller presented, as other services are told.</summary>
    public string TypeName => Kind == CredentialKind.Accesskey ? "accesskey" : DelegatorId is null ? "token" : "delegate";

    /// <summary>Set while the customer is frozen.</summary>
    public AccountFreeze? Freeze { get; init; }

    /// <summary>Whether the caller has one of the <paramref name="required"/> bits.</summary>
    public bool Has(Permission required) => (Permission & (required | Permission.ProjectSuperAdmin)) != 0;

    /// <summary>Whether the caller may do something that needs <paramref name="required"/> to what belongs to <paramref name="customerId"/>.</summary>
    public bool MayAccess(Guid customerId, Permission required) =>
        (Permission & Permission.ProjectSuperAdmin) != 0 || (customerId == CustomerId && (Permission & required) != 0);

    /// <summary>The bits that the caller may give, and so the most that an agent may hold whom he changes (contract, section 5).</summary>
    public Permission Grantable => this switch
    {
        { Kind: CredentialKind.Accesskey } => Permission.CustomerAgent | Permission.CustomerManager,
        _ when Permission.HasFlag(Permission.ProjectSuperAdmin) => Permission.ProjectSuperAdmin | Permission.CustomerAgent | Permission.CustomerAdmin | Permission.CustomerManager,
        _ when Permission.HasFlag(Permission.CustomerAdmin) => Permission.CustomerAgent | Permission.CustomerAdmin | Permission.CustomerManager,
        _ when Permission.HasFlag(Permission.CustomerManager) => Permission.CustomerAgent,
        _ => Permission.None,
    };

    /// <summary>Whether the caller could give every bit of <paramref name="permission"/>.</summary>
    public bool MayGrant(Permission permission) => (permission & ~Grantable) == Permission.None;

    public static ValueTask<Caller?> BindAsync(HttpContext context) => ValueTask.FromResult((context.User.Identity as CallerIdentity)?.Caller);
}
