using Microsoft.Extensions.Options;
using VoipBin.Auth.Client.Tests.Infrastructure;

namespace VoipBin.Auth.Client.Tests;

public sealed class OptionsTests
{
    private static readonly Uri Good = new("https://auth.example.com/.well-known/jwks.json");

    private static readonly Dictionary<string, Action<VoipBinIdentityOptions>> Faults = new()
    {
        ["KeysAddress is not an http or https address"] = options => options.KeysAddress = null,
        ["KeysAddress is not https"] = options => options.KeysAddress = new("http://auth.example.com/.well-known/jwks.json"),
        ["Audiences is empty"] = options => options.Audiences.Clear(),
        ["Audiences holds something that is no host in lower case"] = options => options.Audiences.Add("API.example.com"),
        ["that is no host in lower case without a port"] = options => options.Audiences.Add("api.example.com:443"),
        ["Issuer is empty"] = options => options.Issuer = "",
        ["BackchannelTimeout is not between"] = options => options.BackchannelTimeout = TimeSpan.Zero,
    };

    public static TheoryData<string> Messages => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Start_WrongOption_EndsAndSaysWhatToSet(string message)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => CallService.StartAsync(Good, Faults[message]));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://auth.example.com/jwks.json")]
    [InlineData("/.well-known/jwks.json")]
    public async Task Start_AddressThatIsNotOfTheWeb_Ends(string address) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => CallService.StartAsync(new Uri(address, UriKind.RelativeOrAbsolute)));

    [Fact]
    public async Task Start_HttpWhereTheNetworkIsTrusted_IsPossible()
    {
        await using var service = await CallService.StartAsync(new("http://auth.example.com/.well-known/jwks.json"), options => options.RequireHttps = false);

        Assert.Equal("nobody", (await service.CallAsync("/public")).Body);
    }
}
