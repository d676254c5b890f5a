namespace VoipBin.Auth.Storage;

/// <summary>How saving a unit of work ended.</summary>
internal abstract record SaveOutcome
{
    private SaveOutcome()
    {
    }

    /// <summary>Everything is stored.</summary>
    internal sealed record Saved : SaveOutcome
    {
        public static readonly Saved Instance = new();
    }

    /// <summary>A row that was to change had been deleted or changed by somebody else; nothing is stored.</summary>
    internal sealed record Stale : SaveOutcome
    {
        public static readonly Stale Instance = new();
    }

    /// <summary>A unique index or key refused a row; nothing is stored.</summary>
    /// <param name="Constraint">Its name, the same on both databases.</param>
    internal sealed record Conflict(string Constraint) : SaveOutcome;
}
