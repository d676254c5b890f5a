namespace VoipBin.Auth.Authentication;

/// <summary>What an agent may do; bits, as the contract's section 5 has them.</summary>
[Flags]
internal enum Permission
{
    None = 0,

    /// <summary>Operates the platform: may do everything, for every customer.</summary>
    ProjectSuperAdmin = 1,

    /// <summary>A person of a customer.</summary>
    CustomerAgent = 16,

    /// <summary>Manages the customer, its agents and its accesskeys.</summary>
    CustomerAdmin = 32,

    /// <summary>Manages the customer's agents.</summary>
    CustomerManager = 64,
}
