using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>Whether a request may pass.</summary>
internal abstract record Decision
{
    private Decision()
    {
    }

    public static implicit operator Decision(Problem problem) => new Refused(problem, []);

    /// <param name="Caller">Who it comes from; null when it needs no credential and has none that counts.</param>
    internal sealed record Allowed(Caller? Caller) : Decision
    {
        public static readonly Allowed Anonymous = new((Caller?)null);
    }

    internal sealed record Refused(Problem Problem, IReadOnlyList<object> Details) : Decision;
}
