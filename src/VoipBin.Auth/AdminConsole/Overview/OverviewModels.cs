using VoipBin.Auth.AdminConsole.Accesskeys;
using VoipBin.Auth.AdminConsole.Activity;

namespace VoipBin.Auth.AdminConsole.Overview;

/// <summary>What the first page shows. What the visitor may not see is null.</summary>
/// <param name="Accesskeys">How the account's keys are.</param>
/// <param name="RefusedSignIns">The newest of the days that the chart shows.</param>
internal sealed record AccountOverview(AccesskeyOverview? Accesskeys, IReadOnlyList<ActivityRow>? RefusedSignIns)
{
    /// <summary>Whether nobody has begun yet.</summary>
    public bool IsNew => Accesskeys is { Count: 0, Uses.Count: 0 };
}

/// <summary>How the keys of an account are, and are used.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Uses">How often all of them were used on which day, deleted ones included.</param>
/// <param name="Today">The last day, in UTC.</param>
/// <param name="Soon">Those that end soon, the nearest end first.</param>
/// <param name="Past">Those that ended lately, the latest end first.</param>
/// <param name="MayCreate">Whether the visitor may make keys.</param>
internal sealed record AccesskeyOverview(int Count, IReadOnlyList<(DateOnly Day, long Uses)> Uses, DateOnly Today, EndingAccesskeys Soon, EndingAccesskeys Past, bool MayCreate);

/// <summary>Keys whose end is near.</summary>
/// <param name="Rows">The first of them.</param>
/// <param name="Count">How many there are.</param>
internal sealed record EndingAccesskeys(IReadOnlyList<AccesskeyView> Rows, int Count);
