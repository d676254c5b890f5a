using VoipBin.Auth.Authentication;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Agents;

/// <summary>A person of a customer, who logs in with username and password.</summary>
internal sealed class Agent : IListed, IWatchedRow
{
    /// <summary>What <see cref="WatchKeys"/> begin with; the triggers of migration Notifications say it too.</summary>
    public const string WatchPrefix = "agent:";

    public const int UsernameMaximumLength = 255;
    public const int NameMaximumLength = 255;
    public const int DetailMaximumLength = 4096;
    public const int PasswordHashLength = 60;
    public const string UsernameIndex = "ix_agents_username_key";

    private Agent()
    {
    }

    public Guid Id { get; private set; }

    public Guid CustomerId { get; private set; }

    public string Username { get; private set; } = "";

    /// <summary>What the username is found by; unique among the living of all customers.</summary>
    public string UsernameKey { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string Detail { get; private set; } = "";

    public Permission Permission { get; private set; }

    /// <summary>bcrypt; null while no password is set, so that nobody can log in.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>Every token carries it; raising it ends them all.</summary>
    public int Generation { get; private set; }

    public DateTimeOffset TmCreate { get; private set; }

    public DateTimeOffset TmUpdate { get; private set; }

    public DateTimeOffset? TmDelete { get; private set; }

    public IEnumerable<string> WatchKeys => [$"{WatchPrefix}{Id}"];

    public static Agent Create(Guid customerId, string username, string name, Permission permission, string? passwordHash, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        CustomerId = customerId,
        Username = username,
        UsernameKey = KeyOf(username),
        Name = name,
        Permission = permission,
        PasswordHash = passwordHash,
        TmCreate = now,
        TmUpdate = now,
    };

    /// <summary>The form of a username by which it is compared: without surrounding spaces, without regard to case.</summary>
    public static string KeyOf(string username) => username.Trim().ToLowerInvariant();

    /// <summary>Changes what is not null; false when that changes nothing.</summary>
    public bool Describe(string? name, string? detail, DateTimeOffset now)
    {
        if ((name ?? Name) == Name && (detail ?? Detail) == Detail)
        {
            return false;
        }

        (Name, Detail, TmUpdate) = (name ?? Name, detail ?? Detail, now);
        return true;
    }

    /// <summary>Gives the agent another name to log in with. Tokens stay good: it is the same agent.</summary>
    public void Rename(string username, DateTimeOffset now) => (Username, UsernameKey, TmUpdate) = (username, KeyOf(username), now);

    /// <summary>Sets a password and ends every token of the agent.</summary>
    public void SetPassword(string passwordHash, DateTimeOffset now)
    {
        PasswordHash = passwordHash;
        RevokeTokens(now);
    }

    /// <summary>Changes what the agent may do; false when that changes nothing. Tokens stay good: what counts is the present permission.</summary>
    public bool SetPermission(Permission permission, DateTimeOffset now)
    {
        if (permission == Permission)
        {
            return false;
        }

        (Permission, TmUpdate) = (permission, now);
        return true;
    }

    /// <summary>Ends the agent and every token of it; its username is free again.</summary>
    public void Delete(DateTimeOffset now)
    {
        RevokeTokens(now);
        TmDelete = now;
    }

    /// <summary>Ends the agent with its customer; nothing that names a person stays.</summary>
    public void Anonymise(DateTimeOffset now)
    {
        (Username, UsernameKey) = (Id.ToString(), Id.ToString());
        (Name, Detail, PasswordHash) = ("", "", null);
        RevokeTokens(now);
        TmDelete ??= now;
    }

    /// <summary>Ends every token of the agent.</summary>
    public void RevokeTokens(DateTimeOffset now)
    {
        Generation++;
        TmUpdate = now;
    }
}
