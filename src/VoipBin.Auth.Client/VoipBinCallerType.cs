namespace VoipBin.Auth.Client;

/// <summary>What a caller presented to the proxy.</summary>
public enum VoipBinCallerType
{
    /// <summary>The token of an agent who logged in.</summary>
    Token,

    /// <summary>An accesskey of the customer.</summary>
    Accesskey,

    /// <summary>The token of an operator of the platform who acts for the customer.</summary>
    Delegate,
}
