namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>The tests that start processes do so one test at a time: each start takes a core for a second.</summary>
[CollectionDefinition(Name)]
public sealed class ProcessGroup : ICollectionFixture<PublishedService>
{
    public const string Name = "Processes";
}
