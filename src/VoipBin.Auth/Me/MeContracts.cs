using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Me;

/// <summary>An accesskey as it sees itself.</summary>
/// <param name="Type" example="accesskey">Always <c>accesskey</c>.</param>
/// <param name="Id">The key's id.</param>
/// <param name="CustomerId">The customer that it belongs to.</param>
/// <param name="Name" example="my-api-key">A name for people.</param>
/// <param name="Detail" example="">What the key is for.</param>
/// <param name="TokenPrefix" example="vb_a3Bf9xKm">The first eleven characters of the key.</param>
/// <param name="Permission" example="32">What it may do: a key counts as customer admin.</param>
/// <param name="TmExpire">From this instant on the key is refused.</param>
/// <param name="TmCreate">When it was made.</param>
/// <param name="TmUpdate">When it was last changed.</param>
internal sealed record AccesskeyCallerResponse(
    string Type,
    Guid Id,
    Guid CustomerId,
    string Name,
    string Detail,
    string TokenPrefix,
    int Permission,
    DateTimeOffset TmExpire,
    DateTimeOffset TmCreate,
    DateTimeOffset TmUpdate)
{
    public static AccesskeyCallerResponse Of(Accesskey accesskey, Permission permission) => new(
        "accesskey",
        accesskey.Id,
        accesskey.CustomerId,
        accesskey.Name,
        accesskey.Detail,
        accesskey.TokenPrefix,
        (int)permission,
        accesskey.TmExpire,
        accesskey.TmCreate,
        accesskey.TmUpdate);
}

/// <summary>A delegate as it sees itself.</summary>
/// <param name="Type" example="delegate">Always <c>delegate</c>.</param>
/// <param name="Id">The super admin who acts.</param>
/// <param name="CustomerId">The customer that it acts for.</param>
/// <param name="Permission" example="32">What it may do, of which it reads and revokes only.</param>
/// <param name="TmExpire">When it ends, at the latest.</param>
internal sealed record DelegateCallerResponse(string Type, Guid Id, Guid CustomerId, int Permission, DateTimeOffset TmExpire);
