using VoipBin.Auth.Agents;

namespace VoipBin.Auth.Bootstrap;

/// <summary>What became of the first admin.</summary>
internal abstract record FirstAdministratorOutcome
{
    private FirstAdministratorOutcome()
    {
    }

    /// <summary>The database has agents already.</summary>
    internal sealed record Exists : FirstAdministratorOutcome;

    /// <summary>The admin of the configuration was made.</summary>
    internal sealed record Configured(string Username) : FirstAdministratorOutcome;

    /// <summary>An admin with a generated password was made; somebody must be told it now.</summary>
    internal sealed record Generated(string Username, Password Password) : FirstAdministratorOutcome;
}
