namespace VoipBin.Auth.ReliabilityTests.Infrastructure;

/// <summary>These tests mostly wait, each on a database and processes of its own: every class runs beside the others, and all share the published build.</summary>
[CollectionDefinition(Name)]
public sealed class DatabaseFaultGroup : ICollectionFixture<PublishedService>
{
    public const string Name = "Faults of the database";
}
