namespace VoipBin.Auth.Client.Tests.Infrastructure;

/// <summary>A service, and where its keys come from: shared by the tests of a class that change neither.</summary>
public sealed class Platform : IAsyncLifetime
{
    internal Signer Signer { get; } = new();

    internal KeyServer Keys { get; private set; } = null!;

    internal CallService Service { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Keys = await KeyServer.StartAsync(0, Signer);
        Service = await CallService.StartAsync(Keys.Address);
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        await Keys.DisposeAsync();
    }

    /// <summary>A good identity, as of now.</summary>
    internal Identity NewIdentity() => new(Signer, Service.Clock);
}
