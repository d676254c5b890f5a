using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tokens;

/// <summary>Every query about tokens.</summary>
internal sealed class TokenStore(AuthDbContext database) : IExpiringRows
{
    /// <summary>What decides about a token of an agent; no row when there never was such an agent.</summary>
    public static readonly DirectQuery<(Guid AgentId, Guid TokenId), TokenFacts> ByAgent = new(
        $"SELECT a.customer_id, a.username, a.generation, a.permission, a.tm_delete, EXISTS (SELECT 1 FROM revoked_tokens t WHERE t.id = $2), {CustomerStateColumns.Sql} FROM agents a JOIN customers c ON c.id = a.customer_id WHERE a.id = $1",
        static (command, key) =>
        {
            command.Add(key.AgentId);
            command.Add(key.TokenId);
        },
        static reader => new(
            new(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), (Permission)reader.GetInt32(3), IsDeleted: !reader.IsDBNull(4)),
            CustomerStateColumns.Read(reader, 6),
            reader.GetBoolean(5)));

    /// <summary>What decides about a delegate token, beside the facts of its super admin; no row when there never was such a customer.</summary>
    public static readonly DirectQuery<(Guid CustomerId, Guid ParentId), DelegateFacts> ByDelegation = new(
        $"SELECT EXISTS (SELECT 1 FROM revoked_tokens t WHERE t.id = $2), {CustomerStateColumns.Sql} FROM customers c WHERE c.id = $1",
        static (command, key) =>
        {
            command.Add(key.CustomerId);
            command.Add(key.ParentId);
        },
        static reader => new(CustomerStateColumns.Read(reader, 1), reader.GetBoolean(0)));

    public string Kind => "revoked tokens";

    /// <summary>Adds a revocation to the unit of work.</summary>
    public void Add(RevokedToken token) => database.Add(token);

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - RevokedToken.KeptWhenExpired;
        return database.Set<RevokedToken>()
            .Where(token => token.TmExpire <= latest)
            .OrderBy(token => token.TmExpire)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
