using VoipBin.Auth.AdminConsole.Customers;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.AdminConsole.Delegation;

/// <summary>An operator whose customer was frozen while he acted for it is refused on every page, and so led back to what he can do about that.</summary>
internal static class FrozenDelegation
{
    /// <summary>Leads him to the customer's page, as himself; null for every other refusal.</summary>
    public static IResult? End(HttpContext context, Problem problem)
    {
        if (problem.Reason != ProblemCatalogue.AccountFrozen.Reason || context.User.Identity is not CallerIdentity { Caller: { DelegatorId: not null, CustomerId: var customerId } })
        {
            return null;
        }

        ConsoleCookie.ClearDelegate(context);
        return new SeeOther(CustomerView.PathOf(customerId), ConsoleNote.DelegationEnded);
    }
}
