using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Hosting;

/// <summary>Where somebody looks who has found a fault and wants to tell it (RFC 9116).</summary>
internal static class SecurityTextEndpoints
{
    private const string Path = "/.well-known/security.txt";

    /// <summary>How long what is said may be believed; it is said anew with each request. RFC 9116 recommends less than a year.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromDays(180);

    public static void MapSecurityText(this IEndpointRouteBuilder routes) => routes.MapRead(Path, Answer).AllowAnonymous().ExcludeFromDescription();

    private static IResult Answer(IOptions<SecurityTextSettings> settings, IOptions<ServiceOptions> service, TimeProvider time)
    {
        if (settings.Value.Contacts.Length == 0)
        {
            return new ProblemResult(ProblemCatalogue.RouteNotFound);
        }

        var text = new StringBuilder();
        foreach (var contact in settings.Value.Contacts)
        {
            text.Append(CultureInfo.InvariantCulture, $"Contact: {contact}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"Expires: {(time.GetUtcNow() + Validity).UtcDateTime.Date:yyyy-MM-dd}T00:00:00Z\nPreferred-Languages: en\n");
        if (service.Value.PublicUrl is { } address)
        {
            text.Append(CultureInfo.InvariantCulture, $"Canonical: {new Uri(address, Path)}\n");
        }

        return TypedResults.Text(text.ToString(), "text/plain", Encoding.UTF8);
    }
}
