using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Mail;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Signup;

/// <summary>An operator makes a customer: its first admin is invited by mail, and shows by that that the address is right.</summary>
internal sealed class CustomerRegistrationCommand(CustomerRegistration registration, MailQuotaStore quotas, UnitOfWork unit, TimeProvider time)
{
    public async Task<CustomerRegistrationOutcome> ExecuteAsync(Caller caller, RequestOrigin origin, CreateCustomerRequest request, CancellationToken cancellationToken)
    {
        var (email, now) = (EmailAddress.TryParse(request.Email)!, time.GetTimestampNow());
        var isInvited = await quotas.TryTakeAsync(MailKind.Invitation, email, cancellationToken);
        var customer = Customer.Create(request.Name ?? "", email, now);
        customer.Describe(name: null, request.Detail, now);
        registration.Add(customer, passwordHash: null, isInvited, origin, caller);
        return await unit.SaveAsync(cancellationToken) switch
        {
            SaveOutcome.Saved => new CustomerRegistrationOutcome.Done(customer, isInvited),
            SaveOutcome.Conflict { Constraint: Agent.UsernameIndex } => new CustomerRegistrationOutcome.UsernameTaken(),
            _ => new CustomerRegistrationOutcome.EmailTaken(),
        };
    }
}
