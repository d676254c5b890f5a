using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VoipBin.Auth.IntegrationTests.ReverseProxies;

/// <summary>Reads messages of HTTP/1.1 off a connection, one after the other, a character a byte.</summary>
internal sealed partial class ByteReader(Stream stream)
{
    private readonly byte[] buffer = new byte[65_536];
    private string pending = "";

    /// <summary>The next head without its empty line; empty when the connection ended before one began.</summary>
    public async Task<string> ReadHeadAsync(CancellationToken cancellationToken = default)
    {
        int end;
        while ((end = pending.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (!await FillAsync(cancellationToken))
            {
                return pending.Length == 0 ? "" : throw new IOException($"The connection ended within a head: {pending}");
            }
        }

        return Take(end + 4)[..^4];
    }

    /// <summary>The body that a head announces, decoded.</summary>
    public async Task<string> ReadBodyAsync(string head, CancellationToken cancellationToken = default)
    {
        if (ChunkedPattern().IsMatch(head))
        {
            return await ReadChunksAsync(cancellationToken);
        }

        var length = LengthPattern().Match(head) is { Success: true } match ? int.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture) : 0;
        await FillToAsync(length, cancellationToken);
        return Take(length);
    }

    /// <summary>So many characters.</summary>
    public async Task<string> ReadAsync(int length, CancellationToken cancellationToken)
    {
        await FillToAsync(length, cancellationToken);
        return Take(length);
    }

    /// <summary>Sends back whatever comes.</summary>
    public async Task EchoAsync()
    {
        do
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Take(pending.Length)));
        }
        while (await FillAsync(CancellationToken.None));
    }

    [GeneratedRegex(@"\r\ncontent-length: *(?<value>\d+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex LengthPattern();

    [GeneratedRegex(@"\r\ntransfer-encoding: *chunked", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ChunkedPattern();

    private async Task<string> ReadChunksAsync(CancellationToken cancellationToken)
    {
        var body = new StringBuilder();
        while (true)
        {
            int end;
            while ((end = pending.IndexOf("\r\n", StringComparison.Ordinal)) < 0)
            {
                await FillToAsync(pending.Length + 1, cancellationToken);
            }

            var length = int.Parse(Take(end + 2)[..^2], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await FillToAsync(length + 2, cancellationToken);
            body.Append(Take(length));
            Take(2);
            if (length == 0)
            {
                return body.ToString();
            }
        }
    }

    private string Take(int length)
    {
        var taken = pending[..length];
        pending = pending[length..];
        return taken;
    }

    private async Task FillToAsync(int length, CancellationToken cancellationToken)
    {
        while (pending.Length < length)
        {
            if (!await FillAsync(cancellationToken))
            {
                throw new IOException("The connection ended within a message.");
            }
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        var count = await stream.ReadAsync(buffer, cancellationToken);
        pending += Encoding.Latin1.GetString(buffer, 0, count);
        return count > 0;
    }
}
