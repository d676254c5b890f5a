using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Storage;

/// <summary>Keeps the Data Protection ring in the database, so that what one replica protects another can read.</summary>
internal sealed class DataProtectionKeyStore(IServiceScopeFactory scopes, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        return [.. database.Set<DataProtectionKey>().AsNoTracking().OrderBy(key => key.TmCreate).Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var database = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        database.Add(new DataProtectionKey { Id = Guid.CreateVersion7(), Xml = element.ToString(SaveOptions.DisableFormatting), TmCreate = time.GetTimestampNow() });
        database.SaveChanges();
    }
}
