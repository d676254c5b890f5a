using Microsoft.Extensions.Configuration;
using VoipBin.Auth.Hosting;

namespace VoipBin.Auth.Tests.Hosting;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData(null, null, "http://localhost:8080/")]
    [InlineData("", "", "http://localhost:8080/")]
    [InlineData("http://127.0.0.1:5000", null, "http://127.0.0.1:5000/")]
    [InlineData("http://localhost:5000;https://localhost:5001", null, "http://localhost:5000/")]
    [InlineData("http://+:5000", null, "http://localhost:5000/")]
    [InlineData("http://*:5000", null, "http://localhost:5000/")]
    [InlineData("http://0.0.0.0:5000", null, "http://localhost:5000/")]
    [InlineData("http://[::]:5000", null, "http://localhost:5000/")]
    [InlineData("http://[::1]:5000", null, "http://[::1]:5000/")]
    [InlineData("http://10.0.0.1:5000", null, "http://10.0.0.1:5000/")]
    [InlineData("http://+", null, "http://localhost/")]
    [InlineData(null, "5000", "http://localhost:5000/")]
    [InlineData(null, "5000;5001", "http://localhost:5000/")]
    [InlineData("http://localhost:5000", "6000", "http://localhost:5000/")]
    public void Local_Configuration_IsTheAddressFromThisMachine(string? urls, string? httpPorts, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls), new("http_ports", httpPorts)]).Build();

        var address = ListenAddress.Local(configuration);

        Assert.Equal(expected, address.AbsoluteUri);
    }
}
