namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>Three processes that see one PostgreSQL only through one relay, and go on for different times when it is away.</summary>
public sealed class OutageTrio : IAsyncLifetime
{
    private readonly PublishedService published = new();
    private Workplace place = null!;

    public static TimeSpan Bound { get; } = TimeSpan.FromSeconds(2);

    public static TimeSpan ShortGrace { get; } = TimeSpan.FromSeconds(7);

    internal ReplicaDatabase Database { get; private set; } = null!;

    internal TcpRelay Relay { get; private set; } = null!;

    /// <summary>Not at all.</summary>
    internal ServiceProcess WithoutGrace { get; private set; } = null!;

    /// <summary>For <see cref="ShortGrace"/>.</summary>
    internal ServiceProcess WithShortGrace { get; private set; } = null!;

    /// <summary>For a minute, as shipped.</summary>
    internal ServiceProcess WithGrace { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await published.InitializeAsync();
        place = await Workplace.OnPostgresAsync(published);
        var direct = place.Settings["ConnectionStrings:Postgres"];
        Database = new(direct);
        Relay = ReplicaPair.RelayTo(direct);
        place.Settings["ConnectionStrings:Postgres"] = ReplicaPair.Through(direct, Relay);
        place.Settings["Credentials:ListenerBound"] = Bound.ToString();
        place.Settings["Credentials:OutageGrace"] = TimeSpan.Zero.ToString();
        WithoutGrace = place.Start();
        place.Settings["Credentials:OutageGrace"] = ShortGrace.ToString();
        WithShortGrace = place.Start();
        place.Settings.Remove("Credentials:OutageGrace");
        WithGrace = place.Start();
        await Task.WhenAll(WithoutGrace.ReadyAsync(), WithShortGrace.ReadyAsync(), WithGrace.ReadyAsync());
    }

    public async Task DisposeAsync()
    {
        Relay.Cut();
        await place.DisposeAsync();
    }
}
