using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Agents;

/// <summary>How a command on agents ended.</summary>
internal abstract record AgentCommandOutcome
{
    private AgentCommandOutcome()
    {
    }

    /// <summary>It was carried out.</summary>
    internal sealed record Done(Agent Agent) : AgentCommandOutcome;

    /// <summary>There is no such living agent.</summary>
    internal sealed record NotFound : AgentCommandOutcome;

    /// <summary>The agent belongs to another customer, or holds a bit that the caller could not grant, or would get one.</summary>
    internal sealed record Denied : AgentCommandOutcome;

    /// <summary>Somebody else has the username.</summary>
    internal sealed record UsernameTaken : AgentCommandOutcome;

    /// <summary>The customer asked for taken usernames too often: it may not find out by trial who is a customer here.</summary>
    internal sealed record TooManyConflicts(TimeSpan Wait) : AgentCommandOutcome;

    /// <summary>The agent is the last admin of its customer, or the last super admin of the platform.</summary>
    internal sealed record LastAdministrator : AgentCommandOutcome;

    /// <summary>What was sent is not usable.</summary>
    internal sealed record Invalid(ProblemResult Problem) : AgentCommandOutcome;
}
