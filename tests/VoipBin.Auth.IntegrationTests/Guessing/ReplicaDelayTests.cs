using System.Net;

namespace VoipBin.Auth.IntegrationTests.Guessing;

/// <summary>Two processes on one database: who fails at one waits at the other.</summary>
public sealed class ReplicaDelayTests(PublishedService published) : IClassFixture<PublishedService>
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Failure_AtOneReplica_DelaysAtTheOther()
    {
        await using var place = await Workplace.OnPostgresAsync(published);
        place.Settings["Guessing:FirstDelay"] = Delay.ToString();
        var (first, second) = (place.Start(), place.Start());
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync());

        // The first verification of a process takes longer.
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, FirstAdmin.Password));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(first, "another password"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(second, FirstAdmin.Password));
        await Task.Delay(Delay);

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(second, FirstAdmin.Password));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(first, FirstAdmin.Password));
    }

    private static async Task<HttpStatusCode> StatusAsync(ServiceProcess process, string password)
    {
        using var response = await process.LoginAsync(password: password);
        return response.StatusCode;
    }
}
