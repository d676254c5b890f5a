using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.Pages;

namespace VoipBin.Auth.AdminConsole;

/// <summary>Makes the frame of the page that answers a request.</summary>
internal sealed class ConsoleFrames(CustomerStore customers, AgentStore agents, PageForm form)
{
    private ConsoleFrame? prepared;

    /// <summary>Makes the frame before anything is done, so that what was done is shown also when the database goes away right after it: a new key is shown then or never.</summary>
    public async Task PrepareAsync(HttpContext context) => prepared = await BuildAsync(context);

    public async ValueTask<ConsoleFrame> MakeAsync(HttpContext context) => prepared ?? await BuildAsync(context);

    private async Task<ConsoleFrame> BuildAsync(HttpContext context) => new($"{context.Request.Path}", form.Prepare(context), ConsoleNote.Find(context.Request.Query[ConsoleNote.Parameter]))
    {
        SignedIn = context.User.Identity is CallerIdentity { Caller: var caller } ? await FindVisitorAsync(caller, context) : null,
    };

    private async Task<ConsoleFrame.Visitor> FindVisitorAsync(Caller caller, HttpContext context)
    {
        var customer = await customers.FindAsync(caller.CustomerId, context.RequestAborted);
        return new(
            await FindNameAsync(caller, context.RequestAborted),
            customer is { Name.Length: > 0 } ? customer.Name : customer?.Email ?? "",
            caller.DelegatorId is null ? null : caller.CredentialExpires,
            [.. ConsoleNavigation.All.Where(item => item.Policy.Allows(caller, context))]);
    }

    /// <summary>Whoever acts for a customer is none of its people, and is named nevertheless: who signs out here is he himself.</summary>
    private async Task<string> FindNameAsync(Caller caller, CancellationToken cancellationToken)
    {
        var agentId = caller.AgentId ?? caller.DelegatorId!.Value;
        var owner = caller.DelegatorId is null ? caller.CustomerId : await agents.FindOwnerAsync(agentId, cancellationToken);
        return owner is { } customerId && await agents.FindAsync(customerId, agentId, cancellationToken) is { } agent ? agent.Username : "";
    }
}
