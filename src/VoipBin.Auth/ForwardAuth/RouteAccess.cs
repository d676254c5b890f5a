namespace VoipBin.Auth.ForwardAuth;

/// <summary>Who may use a route of a service behind the proxy.</summary>
internal enum RouteAccess
{
    /// <summary>Anybody, also without a credential.</summary>
    Public,

    /// <summary>Anybody with a good credential.</summary>
    Caller,

    /// <summary>Anybody with a good token: an accesskey is not enough.</summary>
    Token,

    /// <summary>Nobody.</summary>
    Nobody,
}
