using VoipBin.Auth.Authentication;
using VoipBin.Auth.Customers;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.AdminConsole.OwnCustomer;

/// <summary>Finds what the pages of one's own customer show.</summary>
internal sealed class OwnCustomerViews(CustomerStore customers, MailedLinkStore links, TimeProvider time)
{
    /// <param name="caller">The visitor.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <returns>Null when the customer was deleted in this moment.</returns>
    public async Task<OwnCustomerView?> FindAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetTimestampNow();
        return await customers.FindToShowAsync(caller.CustomerId, cancellationToken) is { } customer
            ? new(customer, await links.FindPendingAsync(customer.Id, LinkPurpose.Email, now, cancellationToken), now)
            : null;
    }
}
