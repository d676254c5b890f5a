using System.Globalization;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Client;

namespace VoipBin.Auth.ForwardAuth;

/// <summary>What the services behind a proxy are told of a caller: always every header, since one that is missing would let a client's own value through.</summary>
internal sealed class CallerHeaders
{
    public static readonly CallerHeaders Anonymous = new() { type = "anonymous" };

    private string type = "";
    private string customerId = "";
    private string agentId = "";
    private string username = "";
    private string permission = "";
    private string accesskeyId = "";
    private string identity = "";

    private CallerHeaders()
    {
    }

    public static CallerHeaders Of(Caller caller, string identity) => new()
    {
        type = caller.TypeName,
        customerId = caller.CustomerId.ToString(),
        agentId = caller.AgentId?.ToString() ?? "",
        username = Escape(caller.Username ?? ""),
        permission = ((int)caller.Permission).ToString(CultureInfo.InvariantCulture),
        accesskeyId = caller.AccesskeyId?.ToString() ?? "",
        identity = identity,
    };

    public void WriteTo(IHeaderDictionary headers)
    {
        headers[AuthHeaders.Type] = type;
        headers[AuthHeaders.CustomerId] = customerId;
        headers[AuthHeaders.AgentId] = agentId;
        headers[AuthHeaders.Username] = username;
        headers[AuthHeaders.Permission] = permission;
        headers[AuthHeaders.AccesskeyId] = accesskeyId;
        headers[AuthHeaders.Identity] = identity;
    }

    /// <summary>Percent-encoded UTF-8. The sign that every e-mail address has means nothing in a header.</summary>
    private static string Escape(string text) => Uri.EscapeDataString(text).Replace("%40", "@", StringComparison.Ordinal);
}
