using VoipBin.Auth.Authentication;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Accesskeys;

/// <summary>Turns a presented accesskey into an outcome.</summary>
internal sealed class AccesskeyLookup(AccesskeyStore store, TimeProvider time)
{
    public async Task<AccesskeyOutcome> FindAsync(AccesskeyToken token, CancellationToken cancellationToken)
    {
        return await store.FindByHashAsync(token.Hash(), cancellationToken) switch
        {
            null => new AccesskeyOutcome.Unknown(),
            { TmDelete: not null } => new AccesskeyOutcome.Revoked(),
            { Customer.IsDeleted: true } => new AccesskeyOutcome.CustomerDeleted(),
            var facts when facts.TmExpire <= time.GetTimestampNow() => new AccesskeyOutcome.Expired(),
            var facts => new AccesskeyOutcome.Accepted(
                new(CredentialKind.Accesskey, facts.CustomerId, facts.Id, facts.TmExpire, Permission.CustomerAdmin) { Freeze = facts.Customer.Freeze }),
        };
    }
}
