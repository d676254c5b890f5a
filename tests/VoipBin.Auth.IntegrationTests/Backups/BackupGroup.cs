namespace VoipBin.Auth.IntegrationTests.Backups;

[CollectionDefinition(Name)]
public sealed class BackupGroup : ICollectionFixture<PublishedService>
{
    public const string Name = "Backups";
}
