using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.Images;

/// <summary>A service for pictures: a public address, and a customer whose programs have used their keys for a month.</summary>
public sealed class SampleService : RunningService
{
    private const int DaySeconds = 86_400;

    /// <summary>What the keys are called and what they are for, how they begin, how old they are and how long they last, in days, and how often they are used on a working day.</summary>
    private static readonly (string Name, string Detail, string Prefix, int Age, int Left, int Uses)[] Keys =
    [
        ("Billing import", "Nightly job on billing-2", "vb_7Hc2QxTm", 212, 153, 24),
        ("CRM integration", "Click to call, and the notes of calls", "vb_pW40nYbK", 96, 269, 610),
        ("Wallboard", "Reads the queues, shown on the second floor", "vb_Zr8sD1vJ", 341, 9, 1440),
        ("Load test", "", "vb_k5MfE9aU", 31, -1, 0),
        ("Status page", "Asks every minute whether calls go through", "vb_2TgLx6iC", 12, 78, 1437),
    ];

    /// <summary>Signs up the customer of the pictures.</summary>
    internal async Task<Tenant> AddSampleAsync()
    {
        var tenant = await AddTenantAsync();
        var api = await tenant.ApiAsync();
        foreach (var (name, detail, prefix, age, left, uses) in Keys)
        {
            var accesskey = await api.SendAsync("POST", "/v1.0/accesskeys", new { name, detail, expire = 30 * DaySeconds });
            await Place.ExecuteAsync($"""
                UPDATE accesskeys SET tm_create = now() - interval '{age} days', tm_expire = now() + interval '{left} days', token_prefix = '{prefix}' WHERE id = '{accesskey.GetProperty("id")}';
                INSERT INTO accesskey_uses (accesskey_id, day, customer_id, uses, tm_last_used, address)
                SELECT id, day, customer_id, {uses} * (CASE WHEN extract(isodow FROM day) > 5 THEN 0.3 ELSE 0.8 + 0.05 * (extract(day FROM day)::int % 5) END), least(now(), day + interval '{uses % 300} minutes'), '203.0.113.{uses % 200}'
                FROM accesskeys, generate_series((now() AT TIME ZONE 'utc')::date - {Math.Min(age, 29)}, (now() AT TIME ZONE 'utc')::date, interval '1 day') AS days (day)
                WHERE id = '{accesskey.GetProperty("id")}' AND {uses} > 0
                """);
        }

        return tenant;
    }

    private protected override async Task<Workplace> PrepareAsync(PublishedService service)
    {
        var place = await Workplace.OnPostgresAsync(service);
        place.Settings["PublicUrl"] = "https://auth.example.net";
        return place;
    }
}
