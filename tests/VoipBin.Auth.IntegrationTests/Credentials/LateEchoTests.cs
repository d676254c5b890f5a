using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.Credentials;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.IntegrationTests.Replicas;

namespace VoipBin.Auth.IntegrationTests.Credentials;

/// <summary>A heartbeat that is long on its way back says what was known when it was sent. The way is held, and takes as long as the test says.</summary>
public sealed class LateEchoTests(LateEchoTests.ListeningService service) : IClassFixture<LateEchoTests.ListeningService>
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public async Task Echo_AfterALongWay_CountsFromWhenItWasSent(int seconds, bool isFresh)
    {
        var trust = service.Services.GetRequiredService<CacheTrust>();
        var onTheWay = TimeSpan.FromSeconds(seconds);
        await service.HeardAsync();
        service.Relay.FallSilent(onlyAnswers: true);
        try
        {
            await service.Relay.EchoHeldAsync();
            using var still = service.Clock.StopMeasuring();
            service.Clock.Advance(onTheWay);
            var before = trust.Age;

            service.Relay.LetHeldPass();
            await Eventually.IsTrueAsync(() => trust.Age < before, "the echo has come");

            Assert.True(trust.Age >= onTheWay, $"The last word is {trust.Age} old, and was on its way for {onTheWay}.");
            Assert.Equal(isFresh, trust.IsFresh);
        }
        finally
        {
            service.Relay.EndSilence();
        }
    }

    /// <summary>What it hears of changes goes through a relay; what it asks does not. It believes what it remembers for a minute.</summary>
    public sealed class ListeningService : PostgresService
    {
        internal TcpRelay Relay { get; private set; } = null!;

        protected override async Task PrepareAsync()
        {
            await base.PrepareAsync();
            var direct = Settings["ConnectionStrings:Postgres"]!;
            Relay = ReplicaPair.RelayTo(direct);
            Settings["ConnectionStrings:PostgresDirect"] = ReplicaPair.Through(direct, Relay);
            Settings["Credentials:ListenerBound"] = "00:01:00";
        }

        protected override async Task CleanAsync()
        {
            Relay.Cut();
            await base.CleanAsync();
        }
    }
}
