namespace VoipBin.Auth.AdminConsole;

/// <summary>What stands around a page.</summary>
/// <param name="Path">The page's.</param>
/// <param name="FormToken">The hidden field of its forms.</param>
/// <param name="Note">What was done just before; null for nothing.</param>
internal sealed record ConsoleFrame(string Path, string FormToken, ConsoleNote? Note)
{
    /// <summary>Who signed in; null on the pages for everybody.</summary>
    public Visitor? SignedIn { get; init; }

    /// <param name="Name">The person.</param>
    /// <param name="Customer">The customer that the pages are about.</param>
    /// <param name="ActsUntil">When an operator's acting for that customer ends; null for everybody else.</param>
    /// <param name="Navigation">Where the person may go.</param>
    internal sealed record Visitor(string Name, string Customer, DateTimeOffset? ActsUntil, IReadOnlyList<ConsoleNavigation.Item> Navigation);
}
