using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Telemetry;

namespace VoipBin.Auth.Signup;

/// <summary>Adds a customer with its first admin to the unit of work. Whoever calls it saves.</summary>
internal sealed class CustomerRegistration(CustomerStore customers, AgentStore agents, AgentInvitations invitations, AuditStore audit)
{
    /// <param name="customer">The new customer; its address becomes the admin's username.</param>
    /// <param name="passwordHash">The admin's password; null when there is none yet.</param>
    /// <param name="isInvited">Whether a link to set a password is mailed.</param>
    /// <param name="origin">The request.</param>
    /// <param name="caller">The operator; null when the customer signed up itself.</param>
    public void Add(Customer customer, string? passwordHash, bool isInvited, RequestOrigin origin, Caller? caller)
    {
        var now = customer.TmCreate;
        var agent = Agent.Create(customer.Id, customer.Email, customer.Name, Permission.CustomerAdmin, passwordHash, now);
        customers.Add(customer);
        agents.Add(agent);
        audit.Add(AuditEvent.Create(CustomerEvents.Created, customer.Id, customer.Id, origin, now, caller, new CustomerEvents.CreatedData(customer.Name, customer.Email)));
        audit.Add(AuditEvent.Create(AgentEvents.Created, customer.Id, agent.Id, origin, now, caller, new AgentEvents.CreatedData(agent.Username, (int)agent.Permission)));
        if (isInvited)
        {
            invitations.Add(agent);
        }
    }
}
