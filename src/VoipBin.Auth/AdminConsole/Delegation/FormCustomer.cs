using Microsoft.AspNetCore.Antiforgery;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.AdminConsole.Delegation;

/// <summary>
/// Ties a form to the customer that its page was about. An operator is one person before, while and after he acts for a customer,
/// in all tabs of his browser: what he fills in for one must not be done to the other. Signing out is about himself, wherever he presses it.
/// </summary>
internal sealed class FormCustomer : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => context.User.Identity is CallerIdentity { Caller: var caller } ? caller.CustomerId.ToString() : "";

    public bool ValidateAdditionalData(HttpContext context, string additionalData) =>
        additionalData == GetAdditionalData(context) || context.GetEndpoint()?.Metadata.GetMetadata<OwnSessionMetadata>() is not null;
}
