using VoipBin.Auth.Authentication;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Accesskeys;

/// <summary>Turns a presented accesskey into an outcome: from memory, or by one query.</summary>
internal sealed class AccesskeyLookup(
    FactCache<CredentialHash, AccesskeyFacts> accesskeys,
    FactCache<CredentialHash, NoAccesskey> unknown,
    FactCache<Guid, CustomerState> customers,
    FactLoader<CredentialHash, AccesskeyRow?> loader,
    FactAccess access,
    DatabaseGate gate,
    TimeProvider time)
{
    private static readonly AccesskeyOutcome Unknown = new AccesskeyOutcome.Unknown();

    public async ValueTask<AccesskeyOutcome> FindAsync(AccesskeyToken token, CancellationToken cancellationToken)
    {
        var hash = token.CacheKey();
        if (access.IsRemembered && Recall(hash) is { } remembered)
        {
            if (access.IsProbeDue)
            {
                _ = loader.LoadAsync(hash, ReadAsync, CancellationToken.None);
            }

            return remembered;
        }

        try
        {
            return await loader.LoadAsync(hash, ReadAsync, cancellationToken) is { } row ? Judge(row.Accesskey, row.Customer) : Unknown;
        }
        catch (Exception exception) when (access.IsRememberedInstead(exception) && Recall(hash) is not null)
        {
            return Recall(hash) ?? throw new DatabaseAwayException("The accesskey was revoked while the database is away.");
        }
    }

    /// <summary>Whether the key is remembered, revoked or not.</summary>
    public bool Knows(AccesskeyToken token) => accesskeys.Knows(token.CacheKey());

    private AccesskeyOutcome? Recall(CredentialHash hash)
    {
        if (accesskeys.Find(hash) is { } accesskey)
        {
            return customers.Find(accesskey.CustomerId) is { } customer ? Judge(accesskey, customer) : null;
        }

        return unknown.Find(hash) is null ? null : Unknown;
    }

    private AccesskeyOutcome Judge(AccesskeyFacts accesskey, CustomerState customer) => accesskey switch
    {
        { IsRevoked: true } => new AccesskeyOutcome.Revoked(),
        _ when customer.IsDeleted => new AccesskeyOutcome.CustomerDeleted(),
        _ when accesskey.TmExpire <= time.GetTimestampNow() => new AccesskeyOutcome.Expired(),
        _ => new AccesskeyOutcome.Accepted(
            new(CredentialKind.Accesskey, accesskey.CustomerId, accesskey.Id, accesskey.TmExpire, Permission.CustomerAdmin) { Freeze = customer.Freeze }),
    };

    private async Task<AccesskeyRow?> ReadAsync(CredentialHash hash, long since)
    {
        // Somebody else's reading may have ended between our look and the beginning of this one.
        if (access.IsFresh && accesskeys.FindAgain(hash) is { } known && customers.FindAgain(known.CustomerId) is { } state)
        {
            return new(known, state);
        }

        var row = await gate.AskAsync(AccesskeyStore.ByHash, hash);
        if (row is null)
        {
            unknown.Add(hash, NoAccesskey.Instance, since);
            return null;
        }

        accesskeys.Add(hash, row.Accesskey, since);
        customers.Add(row.Accesskey.CustomerId, row.Customer, since);
        return row;
    }
}
