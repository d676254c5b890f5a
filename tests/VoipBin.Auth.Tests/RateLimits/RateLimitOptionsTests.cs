using VoipBin.Auth.RateLimits;

namespace VoipBin.Auth.Tests.RateLimits;

public sealed class RateLimitOptionsTests
{
    /// <summary>The limits of a service whose operator has set none: all other tests set them, or switch them off.</summary>
    [Fact]
    public void Defaults_Always_AreThoseOfTheDocuments()
    {
        var options = new RateLimitOptions();

        Assert.Equal((10, 20), (options.AnonymousPerSecond, options.AnonymousBurst));
        Assert.Equal((200, 400), (options.ApiPerSecond, options.ApiBurst));
        Assert.Equal((500, 1000), (options.CustomerPerSecond, options.CustomerBurst));
        Assert.Equal((10, 100), (options.FailedCredentialsPerSecond, options.FailedCredentialsBurst));
        Assert.Equal((100, 1000), (options.FailedIntrospectionsPerSecond, options.FailedIntrospectionsBurst));
        Assert.Equal((1, 5), (options.FailedLoginsPerSecond, options.FailedLoginsBurst));
        Assert.Equal(1, options.WaitingLogins);
    }
}
