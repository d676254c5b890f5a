namespace VoipBin.Auth.Accesskeys;

/// <summary>How a command on accesskeys ended.</summary>
internal abstract record AccesskeyCommandOutcome
{
    private AccesskeyCommandOutcome()
    {
    }

    /// <summary>It was carried out.</summary>
    /// <param name="Accesskey">The key as it is now.</param>
    /// <param name="TmLastUsed">When it was last used; null until then.</param>
    internal sealed record Done(Accesskey Accesskey, DateTimeOffset? TmLastUsed) : AccesskeyCommandOutcome;

    /// <summary>A key was made; its token is shown now and never again.</summary>
    internal sealed record Created(Accesskey Accesskey, AccesskeyToken Token) : AccesskeyCommandOutcome;

    /// <summary>A key with the id that was chosen was made before; this request made none.</summary>
    internal sealed record AlreadyCreated : AccesskeyCommandOutcome;

    /// <summary>There is no such living key.</summary>
    internal sealed record NotFound : AccesskeyCommandOutcome;

    /// <summary>The key belongs to a customer that the caller has no power over.</summary>
    internal sealed record Denied : AccesskeyCommandOutcome;

    /// <summary>The customer has as many keys as it may have.</summary>
    internal sealed record LimitReached(int Maximum) : AccesskeyCommandOutcome;
}
