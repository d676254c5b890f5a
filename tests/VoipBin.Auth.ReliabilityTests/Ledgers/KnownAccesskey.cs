namespace VoipBin.Auth.ReliabilityTests.Ledgers;

/// <summary>A key whose creation was acknowledged, and what was acknowledged of it since. Only one writer changes it.</summary>
internal sealed class KnownAccesskey(Guid id, string token, string name)
{
    private readonly HashSet<string> names = [name];

    public Guid Id => id;

    public string Token => token;

    /// <summary>What it may be called: more than one after a change that was not acknowledged.</summary>
    public IReadOnlySet<string> Names => names;

    /// <summary>How often a new name was acknowledged.</summary>
    public int Renames { get; private set; }

    /// <summary>Null when it is not known: nobody said that it was deleted, though somebody asked for it.</summary>
    public bool? IsDeleted { get; private set; } = false;

    public void Renamed(string to, bool isAcknowledged)
    {
        if (isAcknowledged)
        {
            names.Clear();
            Renames++;
        }

        names.Add(to);
    }

    public void Deleted(bool isAcknowledged) => IsDeleted = isAcknowledged ? true : null;
}
