namespace VoipBin.Auth.Agents;

/// <summary>What the audit trail says of agents.</summary>
internal static class AgentEvents
{
    public const string Created = "agent.created";
    public const string UsernameConflicted = "agent.username_conflicted";
    public const string Updated = "agent.updated";
    public const string Deleted = "agent.deleted";
    public const string PasswordChanged = "agent.password_changed";
    public const string PasswordRefused = "agent.password_refused";
    public const string UsernameWithdrawn = "agent.username_withdrawn";
    public const string UsernameRequested = "agent.username_requested";
    public const string UsernameChanged = "agent.username_changed";
    public const string PermissionChanged = "agent.permission_changed";
    public const string SignInRefused = "login.refused";

    /// <summary>Why a sign-in was refused that may have been right.</summary>
    internal sealed record SignInRefusedData(bool Delayed)
    {
        /// <summary>It was not judged, because others had failed shortly before.</summary>
        public static readonly SignInRefusedData Waiting = new(Delayed: true);
    }

    internal sealed record CreatedData(string Username, int Permission);

    internal sealed record UpdatedData(string OldName, string Name, string OldDetail, string Detail);

    internal sealed record DeletedData(string Username, int Permission);

    internal sealed record UsernameData(string OldUsername, string Username);

    internal sealed record PermissionChangedData(int OldPermission, int Permission);
}
