using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Tokens;

/// <summary>Lets a super admin act for a customer, on the record.</summary>
internal sealed class DelegateCommand(AgentStore agents, CustomerStore customers, TokenIssuer issuer, AuditStore audit, UnitOfWork unit, TimeProvider time)
{
    public const string DelegatedEvent = "customer.delegated";
    public const string EndedEvent = "customer.delegation_ended";

    public async Task<DelegateOutcome> ExecuteAsync(Caller caller, Guid customerId, string reason, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (customerId == caller.CustomerId)
        {
            return new DelegateOutcome.OwnCustomer();
        }

        if (await customers.FindAsync(customerId, cancellationToken) is null
            || await agents.FindAsync(caller.CustomerId, caller.AgentId!.Value, cancellationToken) is not { } agent)
        {
            return new DelegateOutcome.CustomerNotFound();
        }

        var (token, expires) = issuer.IssueDelegate(agent, caller, customerId);
        audit.Add(AuditEvent.Create(DelegatedEvent, customerId, customerId, origin, time.GetTimestampNow(), caller, new { Reason = reason, Expire = expires }));
        await unit.SaveAsync(cancellationToken);
        return new DelegateOutcome.Issued(token, customerId, expires);
    }
}
