namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>These tests mostly wait: each group runs beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class RevocationGroup : ICollectionFixture<ReplicaPair>
{
    public const string Name = "Replicas, revocation";
}

[CollectionDefinition(Name)]
public sealed class OutageGroup : ICollectionFixture<OutageTrio>
{
    public const string Name = "Replicas, outage";
}

[CollectionDefinition(Name)]
public sealed class StoppedDatabaseGroup : ICollectionFixture<PublishedService>
{
    public const string Name = "Replicas, stopped database";
}
