using VoipBin.Auth.IntegrationTests.Leaks;
using VoipBin.Auth.IntegrationTests.Permissions;
using VoipBin.Auth.IntegrationTests.Processes;
using VoipBin.Auth.IntegrationTests.Replicas;
using VoipBin.Auth.IntegrationTests.ReverseProxies;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("VoipBin.Auth.IntegrationTests.Infrastructure.LongestFirst", "VoipBin.Auth.IntegrationTests")]

namespace VoipBin.Auth.IntegrationTests.Infrastructure;

/// <summary>Begins with the collections that take longest: one of them that began late would run alone at the end, and the machine be idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        PostgresTests.Name, SqliteTests.Name, ProcessGroup.Name, RevocationGroup.Name, LeakGroup.OnPostgres, LeakGroup.OnSqlite,
        NameOf<TakeoverTests.OnSqlite>(), NameOf<MatrixTests.OnSqlite>(), NameOf<TakeoverTests.OnPostgres>(), ReverseProxyGroup.Name,
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.IndexOf(Long, collection.DisplayName) is var index and >= 0 ? index : Long.Length);

    /// <summary>What xunit calls the collection of a class that is in no other.</summary>
    private static string NameOf<TClass>() => $"Test collection for {typeof(TClass).FullName}";
}
