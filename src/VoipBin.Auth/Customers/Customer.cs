namespace VoipBin.Auth.Customers;

/// <summary>A tenant of the platform.</summary>
internal sealed class Customer
{
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

    public static Customer Create(string name, string email, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = name,
        Email = email,
        EmailKey = email.ToLowerInvariant(),
        TmCreate = now,
        TmUpdate = now,
    };
}
