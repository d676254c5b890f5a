using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.AdminConsole.Parts;

namespace VoipBin.Auth.AdminConsole.Accesskeys;

/// <summary>A key as a page shows it.</summary>
/// <param name="Found">The key and its uses.</param>
/// <param name="Now">When it is shown.</param>
/// <param name="MayChange">Whether the visitor may rename it.</param>
internal sealed record AccesskeyView(AccesskeyWithUses Found, DateTimeOffset Now, bool MayChange)
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    public Accesskey Accesskey => Found.Accesskey;

    /// <summary>What people call it: keys need no name.</summary>
    public string Title => TitleOf(Accesskey);

    public string Path => $"{AccesskeyTableQuery.Path}/{Accesskey.Id}";

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>Whether something still uses it, as far as one can tell.</summary>
    public bool WasUsedLately => Found.TmLastUsed > Now - Lately;

    /// <summary>What people call a key.</summary>
    public static string TitleOf(Accesskey accesskey) => accesskey.Name.Length > 0 ? accesskey.Name : accesskey.TokenPrefix + "…";

    /// <summary>The first day of which uses are shown.</summary>
    public static DateOnly Since(DateTimeOffset now) => UsageBars.First(DateOnly.FromDateTime(now.UtcDateTime));
}

/// <summary>A page of the table.</summary>
/// <param name="Rows">The keys.</param>
/// <param name="Count">How many there are on all pages.</param>
/// <param name="Query">What was asked for.</param>
/// <param name="MayCreate">Whether the visitor may make keys.</param>
internal sealed record AccesskeyTable(IReadOnlyList<AccesskeyView> Rows, int Count, AccesskeyTableQuery Query, bool MayCreate)
{
    public int Pages => Math.Max(1, (Count + AccesskeySearch.PageSize - 1) / AccesskeySearch.PageSize);
}

/// <summary>What the form for a new key offers.</summary>
/// <param name="Id">The id that the key will have.</param>
/// <param name="Choices">How long it may live.</param>
/// <param name="Days">The first and the last day to choose from.</param>
/// <param name="Now">When it is shown.</param>
/// <param name="TmExpire">When the key would end that is made now; null while that is not known.</param>
internal sealed record NewAccesskey(Guid Id, IReadOnlyList<ExpiryChoice> Choices, (string First, string Last) Days, DateTimeOffset Now, DateTimeOffset? TmExpire);

/// <summary>A form for a new key that was sent again.</summary>
/// <param name="Living">The key that it made the first time; null when that was deleted since.</param>
internal sealed record AlreadyCreatedAccesskey(AccesskeyView? Living);

/// <summary>A key that was just made: shown now, and never again.</summary>
/// <param name="Accesskey">The key.</param>
/// <param name="Token">Its secret.</param>
/// <param name="Try">Where it can be tried.</param>
internal sealed record CreatedAccesskey(Accesskey Accesskey, AccesskeyToken Token, Uri Try);
