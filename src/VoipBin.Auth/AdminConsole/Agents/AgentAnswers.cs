using Microsoft.AspNetCore.Components;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.AdminConsole.Agents;

/// <summary>How the pages of agents answer what cannot be done.</summary>
internal static class AgentAnswers
{
    private static readonly FieldFault LastAdministrator = new(
        "", "last", "This would leave nobody to manage: it is the last admin of the account, or the last operator of the service. Appoint another one first.");

    /// <summary>The answer for an agent that the visitor's customer does not have, or that he may not do this to.</summary>
    public static IResult Unreachable(AgentView? view) => ConsoleResults.Problem(view is null ? ProblemCatalogue.AgentNotFound : ProblemCatalogue.PermissionDenied);

    /// <summary>The answer to a command that was refused: where the form can be put right, the form.</summary>
    public static IResult Refuse<TPage>(AgentCommandOutcome outcome, object model, SubmittedForm form)
        where TPage : IComponent
    {
        return outcome switch
        {
            AgentCommandOutcome.NotFound => ConsoleResults.Problem(ProblemCatalogue.AgentNotFound),
            AgentCommandOutcome.UsernameTaken => Again(ProblemCatalogue.AgentAlreadyExists, ConflictFaults.Taken("username")),
            AgentCommandOutcome.TooManyConflicts(var wait) => Again(ProblemCatalogue.RateLimitExceeded.RetryIn(wait), ConflictFaults.TooMany("username", wait)),
            AgentCommandOutcome.LastAdministrator => Again(ProblemCatalogue.StateInvalid, LastAdministrator),
            AgentCommandOutcome.Invalid({ Details: [FieldFault fault], Problem: var problem }) => Again(problem, fault),
            AgentCommandOutcome.Invalid({ Problem: var problem }) => Again(problem, new("", "state", problem.Message)),
            _ => ConsoleResults.Problem(ProblemCatalogue.PermissionDenied),
        };

        IResult Again(Problem problem, FieldFault fault) => ConsoleResults.Refused<TPage>(problem, model, form.With(fault));
    }
}
