using System.Text;
using System.Text.Json;

namespace VoipBin.Auth.Benchmarks.Load;

/// <summary>
/// Requests as they come to a platform, in a fixed order: of 25 one makes an accesskey, one deletes one, one presents a deleted one, one
/// nobody's, and the others present good accesskeys and tokens; once a second somebody logs in, and somebody else out. What was made is
/// presented at once and must be good, what was deleted is presented at once and must be refused.
/// </summary>
internal sealed class SoakLoad(Uri address, string admin, int rate, int tableKeys)
{
    private const int Cycle = 25;
    private const int LiveKeys = 400;
    private const int LiveTokens = 20;
    private const int Examples = 5;

    private readonly Queue<Exchange> next = new();
    private readonly Queue<SoakCredential> keys = new();
    private readonly Queue<SoakCredential> tokens = new();
    private readonly List<SoakCredential> deleted = [];
    private readonly List<SoakCredential> ended = [];
    private readonly List<string> examples = [];
    private int number;

    public int LiveAccesskeys => keys.Count;

    public int Deleted => deleted.Count;

    public int LoggedOut => ended.Count;

    public int Created { get; private set; }

    public int Logins { get; private set; }

    /// <summary>How many answers had another status than they should.</summary>
    public int Unexpected { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<string> UnexpectedAnswers => examples;

    /// <summary>The request to send now.</summary>
    public Exchange Next()
    {
        if (next.TryDequeue(out var waiting))
        {
            return waiting;
        }

        number++;
        if (number % rate == 1)
        {
            return Login();
        }

        return (number % Cycle) switch
        {
            0 => Create(),
            5 when keys.Count > LiveKeys && keys.Peek().Pending == 0 => Delete(keys.Dequeue()),
            10 when deleted.Count > 0 => Present(deleted[number / Cycle % deleted.Count], 401),
            15 => Present(new(BenchDatabase.KeyOf(tableKeys + number), BenchService.Me), 401),
            var step when step % 3 == 1 && tokens.Count > 0 => Present(Rotate(tokens), 200),
            var step when step % 2 == 0 && keys.Count > 0 => Present(Rotate(keys), 200),
            _ => Present(InTable(number), 200),
        };
    }

    /// <summary>Everything that was ever made or deleted, once more: what is to be presented when the run is over.</summary>
    public IReadOnlyList<Exchange> Everything() =>
    [
        .. deleted.Concat(ended).Select(credential => Present(credential, 401)),
        .. keys.Concat(tokens).Concat(Enumerable.Range(0, tableKeys).Select(InTable)).Select(credential => Present(credential, 200)),
    ];

    private SoakCredential InTable(int any) => new(BenchDatabase.KeyOf(any % tableKeys), BenchService.Me);

    /// <summary>The first one goes to the end: the one that comes first is the one that was not presented for the longest time.</summary>
    private static SoakCredential Rotate(Queue<SoakCredential> credentials)
    {
        var first = credentials.Dequeue();
        credentials.Enqueue(first);
        return first;
    }

    private SoakExchange Present(SoakCredential credential, int expected)
    {
        credential.Pending++;
        return new(this, credential.Request(address), expected, _ => { }) { Presented = credential };
    }

    private SoakExchange Create() => new(this, Exchange.Write(address, "POST", "/v1.0/accesskeys", admin, "{}"), 200, body =>
    {
        var (text, id) = (body.GetProperty("token").GetString()!, body.GetProperty("id").GetString()!);
        var key = new SoakCredential(text, ++Created % 2 == 0 ? BenchService.Me : $"{BenchService.Me}?accesskey={text}", id);
        keys.Enqueue(key);
        next.Enqueue(Present(key, 200));
    });

    private SoakExchange Delete(SoakCredential key) => new(this, Exchange.Write(address, "DELETE", $"/v1.0/accesskeys/{key.Id}", admin), 200, _ =>
    {
        deleted.Add(key);
        next.Enqueue(Present(key, 401));
    });

    private SoakExchange Login()
    {
        if (tokens.Count > LiveTokens && tokens.Peek().Pending == 0)
        {
            next.Enqueue(Logout(tokens.Dequeue()));
        }

        return new(this, Exchange.Write(address, "POST", "/auth/login", body: $$"""{"username":"{{BenchService.Username}}","password":"{{BenchService.Password}}"}"""), 200, body =>
        {
            var text = body.GetProperty("token").GetString()!;
            tokens.Enqueue(new(text, ++Logins % 2 == 0 ? BenchService.Me : $"{BenchService.Me}?token={text}"));
        });
    }

    private SoakExchange Logout(SoakCredential token) => new(this, Exchange.Write(address, "POST", "/auth/logout", token.Text), 200, _ =>
    {
        ended.Add(token);
        next.Enqueue(Present(token, 401));
    });

    private sealed class SoakExchange(SoakLoad load, byte[] request, int expected, Action<JsonElement> then) : Exchange(request)
    {
        public SoakCredential? Presented { get; init; }

        public override void Answer(int status, ReadOnlySpan<byte> body)
        {
            if (Presented is not null)
            {
                Presented.Pending--;
            }

            if (status != expected)
            {
                load.Unexpected++;
                if (load.examples.Count < Examples)
                {
                    var line = Encoding.ASCII.GetString(Request.AsSpan(0, Request.AsSpan().IndexOfAny("?\r"u8)));
                    load.examples.Add($"{line}: {status} instead of {expected}: {Encoding.UTF8.GetString(body)}");
                }
            }
            else if (Presented is null)
            {
                using var document = JsonDocument.Parse(body.ToArray());
                then(document.RootElement);
            }
        }
    }
}
