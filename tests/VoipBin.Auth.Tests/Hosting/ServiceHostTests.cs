using VoipBin.Auth.Hosting;

namespace VoipBin.Auth.Tests.Hosting;

public sealed class ServiceHostTests
{
    [Theory]
    [InlineData("", false)]
    [InlineData("migrate", false)]
    [InlineData("health", false)]
    [InlineData("migrate --DataDirectory x", false)]
    [InlineData("--urls http://localhost:5000", false)]
    [InlineData("--DataDirectory ./d --urls=http://localhost:5000 --RequireHttps true", false)]
    [InlineData("key token", false)]
    [InlineData("key identity", false)]
    [InlineData("key", true)]
    [InlineData("key other", true)]
    [InlineData("key token identity", true)]
    [InlineData("key token --DataDirectory x", true)]
    [InlineData("--DataDirectory ./d migrate", true)]
    [InlineData("migrate health", true)]
    [InlineData("serve", true)]
    [InlineData("Migrate", true)]
    [InlineData("http://localhost:5000", true)]
    public void IsUnknownVerb_Arguments_IsExpected(string arguments, bool expected)
    {
        var isUnknown = ServiceHost.IsUnknownVerb(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(expected, isUnknown);
    }
}
