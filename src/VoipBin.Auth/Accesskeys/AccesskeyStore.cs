using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Accesskeys;

/// <summary>Every query about accesskeys. Except for those that look a key up by its hash, find its owner, or clear away what is over, each is told the customer whose rows it may see.</summary>
internal sealed class AccesskeyStore(AuthDbContext database, IOptions<RetentionOptions> retention) : IExpiringRows
{
    /// <summary>The facts behind a hash, deleted keys included.</summary>
    public static readonly DirectQuery<CredentialHash, AccesskeyRow> ByHash = new(
        $"SELECT a.id, a.customer_id, a.tm_expire, a.tm_delete, {CustomerStateColumns.Sql} FROM accesskeys a JOIN customers c ON c.id = a.customer_id WHERE a.token_hash = $1",
        static (command, hash) => command.Add(hash.ToBytes()),
        static reader => new(new(reader.GetGuid(0), reader.GetGuid(1), reader.GetInstant(2), IsRevoked: !reader.IsDBNull(3)), CustomerStateColumns.Read(reader, 4)));

    public string Kind => "deleted accesskeys";

    private IQueryable<Accesskey> Living => database.Set<Accesskey>().Where(accesskey => accesskey.TmDelete == null);

    /// <summary>Adds a key to the unit of work.</summary>
    public void Add(Accesskey accesskey) => database.Add(accesskey);

    /// <summary>The customer that a living key belongs to: tells 403 from 404.</summary>
    public Task<Guid?> FindOwnerAsync(Guid id, CancellationToken cancellationToken) =>
        Living.Where(accesskey => accesskey.Id == id).Select(accesskey => (Guid?)accesskey.CustomerId).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The customer that a key belongs to, living or deleted: tells whether an id was used.</summary>
    public Task<Guid?> FindOwnerEvenDeletedAsync(Guid id, CancellationToken cancellationToken) =>
        database.Set<Accesskey>().Where(accesskey => accesskey.Id == id).Select(accesskey => (Guid?)accesskey.CustomerId).SingleOrDefaultAsync(cancellationToken);

    /// <summary>A living key, to be shown or changed.</summary>
    public Task<Accesskey?> FindAsync(Guid customerId, Guid id, CancellationToken cancellationToken) =>
        Living.SingleOrDefaultAsync(accesskey => accesskey.CustomerId == customerId && accesskey.Id == id, cancellationToken);

    /// <summary>Those of a customer's keys, living or deleted, to name who did something, and to what.</summary>
    public async Task<IReadOnlyDictionary<Guid, Accesskey>> FindEvenDeletedAsync(Guid customerId, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await database.Set<Accesskey>().AsNoTracking()
            .Where(accesskey => accesskey.CustomerId == customerId && ids.Contains(accesskey.Id))
            .ToDictionaryAsync(accesskey => accesskey.Id, cancellationToken);

    /// <summary>Living keys, newest first; one more than the page may have when there are more.</summary>
    public Task<IReadOnlyList<Accesskey>> ListAsync(Guid customerId, PageRequest page, CancellationToken cancellationToken) =>
        Living.Where(accesskey => accesskey.CustomerId == customerId).TakePageAsync(page.Size, page.After, cancellationToken);

    /// <summary>Revokes every key of a customer; what people wrote about them does not stay.</summary>
    public Task DeleteAllAsync(Guid customerId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.Set<Accesskey>()
            .Where(accesskey => accesskey.CustomerId == customerId)
            .ExecuteUpdateAsync(
                update => update
                    .SetProperty(accesskey => accesskey.Name, "")
                    .SetProperty(accesskey => accesskey.Detail, "")
                    .SetProperty(accesskey => accesskey.TmUpdate, now)
                    .SetProperty(accesskey => accesskey.TmDelete, accesskey => accesskey.TmDelete ?? now),
                cancellationToken);

    /// <summary>How many living keys a customer has.</summary>
    public Task<int> CountAsync(Guid customerId, CancellationToken cancellationToken) =>
        Living.CountAsync(accesskey => accesskey.CustomerId == customerId, cancellationToken);

    /// <summary>Whether a customer has so many living keys.</summary>
    /// <remarks>
    /// Asked in the order of the index of living keys, and no further than it needs: where one customer has made and deleted most keys of the table,
    /// PostgreSQL takes its living ones for many, and would rather read the whole table to count them.
    /// </remarks>
    public async Task<bool> HasManyAsync(Guid customerId, int many, CancellationToken cancellationToken) =>
        await Living.Where(accesskey => accesskey.CustomerId == customerId).OrderBy(accesskey => accesskey.TmCreate).ThenBy(accesskey => accesskey.Id).Take(many).CountAsync(cancellationToken) >= many;

    /// <summary>A key that has not expired stays: without its hash it could be imported again and live on.</summary>
    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var latest = now - retention.Value.DeletedRows;
        return database.Set<Accesskey>()
            .Where(accesskey => accesskey.TmDelete <= latest && accesskey.TmExpire <= now)
            .OrderBy(accesskey => accesskey.TmDelete)
            .Take(limit)
            .ExecuteDeleteAsync(cancellationToken);
    }
}
