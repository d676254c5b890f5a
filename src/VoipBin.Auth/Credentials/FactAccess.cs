using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Credentials;

/// <summary>Says when a lookup may answer from memory: while every revocation is known here, and for a while when the database is away (decision 6).</summary>
internal sealed class FactAccess(CacheTrust trust, DatabaseGate gate)
{
    /// <summary>Whether every revocation is known here, so that no question could tell more.</summary>
    public bool IsFresh => trust.IsFresh;

    /// <summary>Whether to answer from memory, without a question.</summary>
    public bool IsRemembered => trust.IsFresh || (gate.IsAway && trust.IsInGrace);

    /// <summary>
    /// Whether to ask beside that, without waiting for the answer: who does not hear that the database is back must find out,
    /// or what is remembered would be believed for the whole grace.
    /// </summary>
    public bool IsProbeDue => !trust.IsFresh && gate.IsProbeDue;

    /// <summary>Whether to answer from memory, after a question that failed.</summary>
    public bool IsRememberedInstead(Exception exception) => DatabaseFault.IsOutage(exception) && trust.IsInGrace;
}
