using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Storage;

/// <summary>What protects waiting mails, forms and the cookie of known browsers.</summary>
public abstract class KeyRingTests(AuthService service)
{
    [Fact]
    public void Keys_Always_AreOfAnApprovedMode()
    {
        service.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("a test").Protect("");

        var keys = service.Services.GetRequiredService<IKeyManager>().GetAllKeys();

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Equal("AES_256_GCM", key.Descriptor.ExportToXml().SerializedDescriptorElement.Element("encryption")?.Attribute("algorithm")?.Value));
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : KeyRingTests(service);

    [Collection(PostgresTests.Name)]
    public sealed class OnPostgres(PostgresService service) : KeyRingTests(service);
}
