using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Customers;

/// <summary>A tenant of the platform.</summary>
internal sealed class Customer : IListed, IWatchedRow
{
    /// <summary>What <see cref="WatchKeys"/> begin with; the triggers of migration Notifications say it too.</summary>
    public const string WatchPrefix = "customer:";

    public const int NameMaximumLength = 255;
    public const int DetailMaximumLength = 4096;
    public const int EmailMaximumLength = 255;
    public const string EmailIndex = "ix_customers_email_key";

    private Customer()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string Detail { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>The address in lower case, unique among the living.</summary>
    public string EmailKey { get; private set; } = "";

    public CustomerStatus Status { get; private set; }

    public DateTimeOffset? TmDeletionScheduled { get; private set; }

    public DateTimeOffset? TmDeletionEffective { get; private set; }

    public DateTimeOffset TmCreate { get; private set; }

    public DateTimeOffset TmUpdate { get; private set; }

    public DateTimeOffset? TmDelete { get; private set; }

    /// <summary>Whether somebody showed that he reads the mail of <see cref="Email"/>.</summary>
    public bool EmailVerified { get; private set; }

    /// <summary>Whether an operator froze the customer; it cannot lift that itself.</summary>
    public bool FrozenByOperator { get; private set; }

    /// <summary>The state that decides about the customer's credentials.</summary>
    public CustomerState State => new(Status, TmDelete, TmDeletionScheduled, TmDeletionEffective);

    public IEnumerable<string> WatchKeys => [$"{WatchPrefix}{Id}"];

    public static Customer Create(string name, string email, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = name,
        Email = email,
        EmailKey = KeyOf(email),
        TmCreate = now,
        TmUpdate = now,
    };

    /// <summary>An address as <see cref="EmailKey"/> holds it.</summary>
    public static string KeyOf(string email) => email.ToLowerInvariant();

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

    /// <summary>Takes an address whose mail somebody showed that he reads; false when it is the customer's, and was known to be read.</summary>
    public bool ChangeEmail(string email, DateTimeOffset now)
    {
        if (EmailVerified && Email == email)
        {
            return false;
        }

        (Email, EmailKey, EmailVerified, TmUpdate) = (email, KeyOf(email), true, now);
        return true;
    }

    /// <summary>Somebody showed that he reads the mail of an address; false when it is not the customer's (any more), or was known to be.</summary>
    public bool ConfirmEmail(string email, DateTimeOffset now)
    {
        if (EmailVerified || !EmailKey.Equals(email, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        (EmailVerified, TmUpdate) = (true, now);
        return true;
    }

    /// <summary>The customer asks to be deleted: frozen until then, so that it can think again; false when it is frozen already.</summary>
    public bool Unregister(TimeSpan grace, DateTimeOffset now)
    {
        if (Status != CustomerStatus.Active)
        {
            return false;
        }

        (Status, TmUpdate) = (CustomerStatus.Frozen, now);
        (TmDeletionScheduled, TmDeletionEffective) = (now, now + grace);
        return true;
    }

    /// <summary>The customer thinks again; false when it had not asked, or an operator has frozen it.</summary>
    public bool WithdrawUnregistration(DateTimeOffset now) => TmDeletionScheduled is not null && !FrozenByOperator && Recover(now);

    /// <summary>Ends the customer and every credential of it; nothing that names a person stays.</summary>
    public void Delete(DateTimeOffset now)
    {
        (Name, Detail, Email, EmailKey) = ("", "", "", Id.ToString());
        (Status, TmUpdate, TmDelete) = (CustomerStatus.Deleted, now, now);
    }

    /// <summary>An operator stops every credential of the customer; false when one has done so already.</summary>
    public bool Freeze(DateTimeOffset now)
    {
        if (FrozenByOperator)
        {
            return false;
        }

        (Status, FrozenByOperator, TmUpdate) = (CustomerStatus.Frozen, true, now);
        return true;
    }

    /// <summary>An operator lifts any freeze, and stops the deletion that was planned; false when there is none.</summary>
    public bool Recover(DateTimeOffset now)
    {
        if (Status != CustomerStatus.Frozen)
        {
            return false;
        }

        (Status, FrozenByOperator, TmUpdate) = (CustomerStatus.Active, false, now);
        (TmDeletionScheduled, TmDeletionEffective) = (null, null);
        return true;
    }
}
