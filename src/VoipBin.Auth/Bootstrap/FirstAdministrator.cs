using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Audit;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Bootstrap;

/// <summary>Makes the first customer and its admin when the database has no agent.</summary>
internal sealed class FirstAdministrator(
    AgentStore agents,
    CustomerStore customers,
    AuditStore audit,
    UnitOfWork unit,
    PasswordHasher hasher,
    IOptions<BootstrapOptions> options,
    DatabaseTarget target,
    TimeProvider time)
{
    public const string CreatedEvent = "customer.bootstrapped";

    private const string DefaultUsername = "admin@localhost";
    private const int GeneratedLength = 23;

    /// <summary>Letters and digits that nobody takes for another.</summary>
    private const string GeneratedAlphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>The caller holds the <see cref="StartLock"/>, so that of several processes one makes the admin.</summary>
    /// <exception cref="BootstrapRefusedException">PostgreSQL, no agent, and nobody said who shall be the first.</exception>
    public async Task<FirstAdministratorOutcome> CreateIfNoneAsync(CancellationToken cancellationToken)
    {
        if (await agents.AnyAsync(cancellationToken))
        {
            return new FirstAdministratorOutcome.Exists();
        }

        var isConfigured = !string.IsNullOrEmpty(options.Value.Username);
        if (!isConfigured && target.IsPostgres)
        {
            throw new BootstrapRefusedException();
        }

        var username = isConfigured ? options.Value.Username! : DefaultUsername;
        var text = isConfigured ? options.Value.Password! : RandomNumberGenerator.GetString(GeneratedAlphabet, GeneratedLength);
        _ = Password.TryParse(text, out var password);
        await StoreAsync(username, await hasher.HashAsync(password, cancellationToken), cancellationToken);
        return isConfigured ? new FirstAdministratorOutcome.Configured(username) : new FirstAdministratorOutcome.Generated(username, password);
    }

    private async Task StoreAsync(string username, string passwordHash, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        var customer = Customer.Create("Platform", username, now);
        var agent = Agent.Create(customer.Id, username, "Administrator", Permission.ProjectSuperAdmin | Permission.CustomerAdmin, passwordHash, now);
        customers.Add(customer);
        agents.Add(agent);
        audit.Add(AuditEvent.Create(CreatedEvent, customer.Id, agent.Id, new RequestOrigin("bootstrap", Address: null), now));
        await unit.SaveAsync(cancellationToken);
    }
}
