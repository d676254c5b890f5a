using System.Net.Http.Json;
using System.Text.Json;

namespace VoipBin.Auth.IntegrationTests.Backups;

/// <summary>An admin who makes accesskeys without a pause, and deletes every second one again.</summary>
internal sealed class KeyTraffic : IAsyncDisposable
{
    private readonly ServiceProcess service;
    private readonly string token;
    private readonly CancellationTokenSource end = new();
    private readonly Task going;
    private List<Key> kept = [];
    private List<Key> deleted = [];

    private KeyTraffic(ServiceProcess service, string token)
    {
        (this.service, this.token) = (service, token);
        going = Task.Run(GoAsync);
    }

    /// <summary>What was answered with success by now.</summary>
    public (List<Key> Kept, List<Key> Deleted) Answered => ([.. Volatile.Read(ref kept)], [.. Volatile.Read(ref deleted)]);

    public static async Task<KeyTraffic> BeginAsync(ServiceProcess service, string token)
    {
        const int Enough = 10;
        var traffic = new KeyTraffic(service, token);
        await Eventually.IsTrueAsync(() => traffic.going.IsFaulted || Volatile.Read(ref traffic.deleted).Count >= Enough, "keys come and go");
        return traffic;
    }

    public async Task EndAsync()
    {
        await end.CancelAsync();
        await going;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await going.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
    }

    public static async Task<Key> CreateAsync(ServiceProcess service, string token)
    {
        using var response = await service.AskAsync(token, HttpMethod.Post, "/v1.0/accesskeys");
        response.EnsureSuccessStatusCode();
        var key = await response.Content.ReadFromJsonAsync<JsonElement>();
        return new(key.GetProperty("id").GetString()!, key.GetProperty("token").GetString()!);
    }

    public static async Task DeleteAsync(ServiceProcess service, string token, Key key)
    {
        using var response = await service.AskAsync(token, HttpMethod.Delete, $"/v1.0/accesskeys/{key.Id}");
        response.EnsureSuccessStatusCode();
    }

    private async Task GoAsync()
    {
        while (!end.IsCancellationRequested)
        {
            var (first, second) = (await CreateAsync(service, token), await CreateAsync(service, token));
            Volatile.Write(ref kept, [.. kept, first]);
            await DeleteAsync(service, token, second);
            Volatile.Write(ref deleted, [.. deleted, second]);
        }
    }

    internal sealed record Key(string Id, string Text);
}
