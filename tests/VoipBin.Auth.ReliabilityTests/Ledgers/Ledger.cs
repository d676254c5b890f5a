using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace VoipBin.Auth.ReliabilityTests.Ledgers;

/// <summary>
/// Keeps what the service has acknowledged, so that it can be held against the database and against the service itself. Answers that nobody may ever be
/// given are kept too: a fault of the database is 503 with <c>Retry-After</c>, and neither 401 nor 500.
/// </summary>
/// <param name="mayBreak">Whether a connection to the service may fail: only where the service itself is killed.</param>
internal sealed class Ledger(bool mayBreak = false)
{
    private int requests;
    private int acknowledged;
    private int unavailable;
    private int broken;
    private long slowest;

    public ConcurrentBag<KnownAccesskey> Accesskeys { get; } = [];

    public ConcurrentBag<KnownAgent> Agents { get; } = [];

    public ConcurrentBag<KnownSession> Sessions { get; } = [];

    /// <summary>Answers that should not have been given.</summary>
    public ConcurrentQueue<string> Wrong { get; } = [];

    /// <summary>How many changes were acknowledged.</summary>
    public int Acknowledged => acknowledged;

    /// <summary>How many requests were told to come back.</summary>
    public int Unavailable => unavailable;

    public TimeSpan Slowest => Stopwatch.GetElapsedTime(0, Volatile.Read(ref slowest));

    public override string ToString() =>
        $"{requests} requests, {acknowledged} changes acknowledged, {unavailable} told to come back{(mayBreak ? $", {broken} connections broken" : "")}, the slowest answer after {Slowest.TotalMilliseconds:F0} ms";

    /// <summary>Asks for a change.</summary>
    public Task<Answer> ChangeAsync(HttpClient client, HttpMethod method, string path, string? bearer, object? body = null) =>
        SendAsync(client, method, path, bearer, body, status => status is 200 or 201);

    /// <summary>Presents a credential: 404 when it is good, 401 when it is not.</summary>
    public async Task<int> PresentAsync(HttpClient client, string bearer, bool isGood) =>
        (await SendAsync(client, HttpMethod.Get, ServiceProcess.Nowhere, bearer, body: null, status => status == (isGood ? 404 : 401))).Status;

    private async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string path, string? bearer, object? body, Func<int, bool> isRight)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = bearer is null ? null : new("Bearer", bearer);
        Interlocked.Increment(ref requests);
        var begin = Stopwatch.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request);
            Note(Stopwatch.GetTimestamp() - begin);
            var text = await response.Content.ReadAsStringAsync();
            var answer = new Answer((int)response.StatusCode, Parse(text));
            Judge(answer, isRight, response, $"{method} {path}: {answer.Status} {text}");
            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException)
        {
            // The bare one: a client whose new connection is broken before it has looked at it.
            if (!mayBreak)
            {
                Wrong.Enqueue($"{method} {path}: {exception.Message} {exception.InnerException?.Message}");
            }

            Interlocked.Increment(ref broken);
            return new(0, default);
        }
    }

    private void Judge(Answer answer, Func<int, bool> isRight, HttpResponseMessage response, string text)
    {
        if (answer.Status == 503)
        {
            Interlocked.Increment(ref unavailable);
            if (answer.Body.ValueKind != JsonValueKind.Object || answer.Body.GetProperty("error").GetProperty("reason").GetString() != "SERVICE_UNAVAILABLE" || !(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1)))
            {
                Wrong.Enqueue($"It does not say when to come back: {text}");
            }
        }
        else if (!isRight(answer.Status))
        {
            Wrong.Enqueue(text);
        }
        else if (answer.IsSuccess)
        {
            Interlocked.Increment(ref acknowledged);
        }
    }

    private static JsonElement Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private void Note(long taken)
    {
        long before;
        while (taken > (before = Volatile.Read(ref slowest)) && Interlocked.CompareExchange(ref slowest, taken, before) != before)
        {
            // Somebody else was slower meanwhile.
        }
    }
}
