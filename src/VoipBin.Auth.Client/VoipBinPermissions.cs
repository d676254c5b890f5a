namespace VoipBin.Auth.Client;

/// <summary>What a caller may do, as bits. The service decides what they mean for its own routes.</summary>
[Flags]
public enum VoipBinPermissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Operates the platform: may do everything, for every customer.</summary>
    ProjectSuperAdmin = 1,

    /// <summary>A person of a customer.</summary>
    CustomerAgent = 16,

    /// <summary>Manages a customer. Accesskeys have this one.</summary>
    CustomerAdmin = 32,

    /// <summary>Manages a customer's agents.</summary>
    CustomerManager = 64,
}
