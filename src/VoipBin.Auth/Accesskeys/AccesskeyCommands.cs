using Microsoft.Extensions.Options;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Mail;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Accesskeys;

/// <summary>What people do with accesskeys, permission and audit included; an endpoint and a page only translate.</summary>
internal sealed class AccesskeyCommands(
    AccesskeyStore accesskeys,
    AccesskeyUsageStore usages,
    CustomerStore customers,
    AuditStore audit,
    MailQuotaStore quotas,
    Outbox outbox,
    UnitOfWork unit,
    IOptions<AccesskeyOptions> options,
    TimeProvider time)
{
    private static readonly AccesskeyCommandOutcome NotFound = new AccesskeyCommandOutcome.NotFound();
    private static readonly AccesskeyCommandOutcome Denied = new AccesskeyCommandOutcome.Denied();

    public Task<AccesskeyCommandOutcome> CreateAsync(Caller caller, RequestOrigin origin, CreateAccesskeyRequest request, CancellationToken cancellationToken) =>
        CreateAsync(caller, origin, AccesskeyDraft.Of(request), cancellationToken);

    public async Task<AccesskeyCommandOutcome> CreateAsync(Caller caller, RequestOrigin origin, AccesskeyDraft draft, CancellationToken cancellationToken)
    {
        await using var transaction = await unit.BeginAsync(cancellationToken);
        await customers.LockAsync(caller.CustomerId, cancellationToken);
        if (draft.Id is { } id && await accesskeys.FindOwnerEvenDeletedAsync(id, cancellationToken) is { } owner)
        {
            return owner == caller.CustomerId ? new AccesskeyCommandOutcome.AlreadyCreated() : Denied;
        }

        if (await accesskeys.HasManyAsync(caller.CustomerId, options.Value.MaximumPerCustomer, cancellationToken))
        {
            return new AccesskeyCommandOutcome.LimitReached(options.Value.MaximumPerCustomer);
        }

        var told = await FindToldAsync(caller.CustomerId, cancellationToken);
        var token = AccesskeyToken.Generate();
        var now = time.GetTimestampNow();
        var lifetime = draft.TmExpire - now ?? draft.Lifetime ?? options.Value.DefaultLifetime;
        var accesskey = Accesskey.Create(caller.CustomerId, draft.Name, draft.Detail, token, lifetime, now, draft.Id);
        accesskeys.Add(accesskey);
        Record(AccesskeyEvents.Created, accesskey, accesskey.TmCreate, caller, origin, new AccesskeyEvents.CreatedData(accesskey.Name, accesskey.TokenPrefix, accesskey.TmExpire));
        if (told is not null)
        {
            outbox.Add(AccesskeyMails.Created(told, accesskey));
        }

        if (await unit.SaveAsync(cancellationToken) is not SaveOutcome.Saved)
        {
            // Of another customer, which our lock does not keep from choosing the same id at the same moment.
            return Denied;
        }

        await transaction.CommitAsync(cancellationToken);
        return new AccesskeyCommandOutcome.Created(accesskey, token);
    }

    public async Task<AccesskeyCommandOutcome> GetAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await accesskeys.FindAsync(caller.CustomerId, id, cancellationToken) is { } own)
        {
            return await DoneAsync(own, cancellationToken);
        }

        if (await accesskeys.FindOwnerAsync(id, cancellationToken) is not { } owner)
        {
            return NotFound;
        }

        if (!caller.MayAccess(owner, Permission.CustomerAdmin))
        {
            return Denied;
        }

        return await accesskeys.FindAsync(owner, id, cancellationToken) is { } others ? await DoneAsync(others, cancellationToken) : NotFound;
    }

    public async Task<AccesskeyCommandOutcome> UpdateAsync(Caller caller, RequestOrigin origin, Guid id, UpdateAccesskeyRequest request, CancellationToken cancellationToken)
    {
        var found = await GetAsync(caller, id, cancellationToken);
        if (found is not AccesskeyCommandOutcome.Done(var accesskey, _))
        {
            return found;
        }

        var (now, oldName, oldDetail) = (time.GetTimestampNow(), accesskey.Name, accesskey.Detail);
        if (!accesskey.Describe(request.Name, request.Detail, now))
        {
            return found;
        }

        Record(AccesskeyEvents.Updated, accesskey, now, caller, origin, new AccesskeyEvents.UpdatedData(oldName, accesskey.Name, oldDetail, accesskey.Detail));
        return await unit.SaveAsync(cancellationToken) is SaveOutcome.Saved ? found : NotFound;
    }

    public async Task<AccesskeyCommandOutcome> DeleteAsync(Caller caller, RequestOrigin origin, Guid id, CancellationToken cancellationToken)
    {
        var found = await GetAsync(caller, id, cancellationToken);
        if (found is not AccesskeyCommandOutcome.Done(var accesskey, _))
        {
            return found;
        }

        var now = time.GetTimestampNow();
        accesskey.Revoke(now);
        Record(AccesskeyEvents.Deleted, accesskey, now, caller, origin, new AccesskeyEvents.DeletedData(accesskey.Name, accesskey.TokenPrefix));
        return await unit.SaveAsync(cancellationToken) is SaveOutcome.Saved ? found : NotFound;
    }

    /// <summary>The customer, when its address is told of another key: of each, once it is known to be its own.</summary>
    private async Task<Customer?> FindToldAsync(Guid customerId, CancellationToken cancellationToken) =>
        await customers.FindAsync(customerId, cancellationToken) is { } customer
            && (customer.EmailVerified || await quotas.TryTakeAsync(MailKind.AccesskeyCreated, customer.Email, cancellationToken)) ? customer : null;

    private async Task<AccesskeyCommandOutcome> DoneAsync(Accesskey accesskey, CancellationToken cancellationToken)
    {
        var lastUses = await usages.FindLastUsesAsync(accesskey.CustomerId, [accesskey.Id], cancellationToken);
        return new AccesskeyCommandOutcome.Done(accesskey, lastUses.GetValueOrDefault(accesskey.Id));
    }

    private void Record(string type, Accesskey accesskey, DateTimeOffset now, Caller caller, RequestOrigin origin, object data) =>
        audit.Add(AuditEvent.Create(type, accesskey.CustomerId, accesskey.Id, origin, now, caller, data));
}
