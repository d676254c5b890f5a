namespace VoipBin.Auth.Health;

/// <summary>The verb <c>health</c>: asks the service on this machine whether it is ready, for a container's HEALTHCHECK, since the image has no curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <returns>0 when it is ready, else 1.</returns>
    public static async Task<int> RunAsync(Uri service, TextWriter output, TextWriter errors)
    {
        using var client = new HttpClient { Timeout = Timeout };
        try
        {
            using var response = await client.GetAsync(new Uri(service, "/health/ready"));
            await (response.IsSuccessStatusCode ? output : errors).WriteLineAsync($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            await errors.WriteLineAsync($"{service} does not answer: {exception.Message}");
            return 1;
        }
    }
}
