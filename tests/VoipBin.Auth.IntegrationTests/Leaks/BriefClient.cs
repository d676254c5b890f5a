using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Sends bytes of which nobody knows whether they are answered, and waits for that a moment.</summary>
internal static class BriefClient
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <param name="address">Where to.</param>
    /// <param name="bytes">What.</param>
    /// <param name="tls">Null for none.</param>
    public static async Task<RawResponse> SendAsync(Uri address, byte[] bytes, SslClientAuthenticationOptions? tls = null)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        using var answer = new MemoryStream();
        try
        {
            await using var stream = await OpenAsync(client, tls, limit.Token);
            await stream.WriteAsync(bytes, limit.Token);
            var reading = stream.CopyToAsync(answer, limit.Token);
            if (await Task.WhenAny(reading, Task.Delay(Moment, limit.Token)) != reading)
            {
                client.Client.Shutdown(SocketShutdown.Send);
                await Task.WhenAny(reading, Task.Delay(Moment, limit.Token));
            }

            // Who neither answers nor closes has nothing more to say.
            client.Close();
            await reading;
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The service may close while we still send: what it has answered counts.
        }

        // There may be several answers, or what is none.
        var text = Encoding.Latin1.GetString(answer.ToArray());
        var status = text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
        return new(status, Array.Empty<string>().ToLookup(name => name), text);
    }

    private static async Task<Stream> OpenAsync(TcpClient client, SslClientAuthenticationOptions? tls, CancellationToken cancellationToken)
    {
        if (tls is null)
        {
            return client.GetStream();
        }

        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(tls, cancellationToken);
        return stream;
    }
}
