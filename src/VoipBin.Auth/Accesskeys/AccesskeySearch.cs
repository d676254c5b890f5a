using System.Net;

namespace VoipBin.Auth.Accesskeys;

/// <summary>Which of a customer's living keys are asked for.</summary>
/// <param name="Text">What name, detail or prefix must contain, in any case of letters; empty for all.</param>
/// <param name="Order">By what they are sorted.</param>
/// <param name="IsDescending">Whether the last comes first. Keys without a use come last either way.</param>
/// <param name="Page">From 1.</param>
internal sealed record AccesskeySearch(string Text, AccesskeyOrder Order, bool IsDescending, int Page)
{
    /// <summary>Keys on a page.</summary>
    public const int PageSize = 25;

    /// <summary>Only keys that end after this instant; null for all.</summary>
    public DateTimeOffset? EndAfter { get; init; }

    /// <summary>Only keys that end at this instant or before; null for all.</summary>
    public DateTimeOffset? EndUntil { get; init; }
}

/// <summary>By what keys are sorted.</summary>
internal enum AccesskeyOrder
{
    Created,
    Name,
    Expires,
    Used,
}

/// <summary>A key with what is known of its use.</summary>
/// <param name="Accesskey">The key.</param>
/// <param name="TmLastUsed">When it was last used; null until then.</param>
/// <param name="LastAddress">From where; null when that is not known (any more).</param>
/// <param name="Uses">How often on which day, in UTC, since the day that was asked for; days without a use are left out.</param>
internal sealed record AccesskeyWithUses(Accesskey Accesskey, DateTimeOffset? TmLastUsed, IPAddress? LastAddress, IReadOnlyList<(DateOnly Day, long Uses)> Uses);
