using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.AdminConsole.Accesskeys;
using VoipBin.Auth.AdminConsole.Activity;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.AdminConsole.Overview;

/// <summary>Finds what the first page shows: always of the visitor's own customer, and only what the visitor may see on the pages that it leads to.</summary>
internal sealed class OverviewViews(AccesskeySearchStore search, AccesskeyStore accesskeys, ActivityViews activity, TimeProvider time)
{
    /// <summary>So much of a list that another page shows whole.</summary>
    private const int Shown = 5;

    public async Task<AccountOverview> MakeAsync(Caller caller, HttpContext context)
    {
        var now = time.GetTimestampNow();
        return new(
            ConsolePolicies.SeeAccesskeys.Allows(caller, context) ? await FindAccesskeysAsync(caller, now, ConsolePolicies.ChangeAccesskeys.Allows(caller, context), context.RequestAborted) : null,
            ConsolePolicies.SeeActivity.Allows(caller, context) ? await activity.FindLatestAsync(caller, AgentEvents.SignInRefused, StartOf(now), Shown, context.RequestAborted) : null);
    }

    private async Task<AccesskeyOverview> FindAccesskeysAsync(Caller caller, DateTimeOffset now, bool mayCreate, CancellationToken cancellationToken)
    {
        var soon = new AccesskeySearch("", AccesskeyOrder.Expires, IsDescending: false, Page: 1) { EndAfter = now, EndUntil = now + ExpiryStateExtensions.Warning };
        var past = new AccesskeySearch("", AccesskeyOrder.Expires, IsDescending: true, Page: 1) { EndAfter = now - ExpiryStateExtensions.Warning, EndUntil = now };
        return new(
            await accesskeys.CountAsync(caller.CustomerId, cancellationToken),
            await search.SumUsesAsync(caller.CustomerId, AccesskeyView.Since(now), cancellationToken),
            DateOnly.FromDateTime(now.UtcDateTime),
            await FindEndingAsync(caller, soon, now, cancellationToken),
            await FindEndingAsync(caller, past, now, cancellationToken),
            mayCreate);
    }

    private async Task<EndingAccesskeys> FindEndingAsync(Caller caller, AccesskeySearch ending, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (rows, count) = await search.SearchAsync(caller.CustomerId, ending, AccesskeyView.Since(now), cancellationToken);
        return new([.. rows.Take(Shown).Select(row => new AccesskeyView(row, now, MayChange: false))], count);
    }

    /// <summary>The beginning of the first day that the chart shows.</summary>
    private static DateTimeOffset StartOf(DateTimeOffset now) => new(AccesskeyView.Since(now), TimeOnly.MinValue, TimeSpan.Zero);
}
