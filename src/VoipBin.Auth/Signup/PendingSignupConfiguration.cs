using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Signup;

internal sealed class PendingSignupConfiguration : IEntityTypeConfiguration<PendingSignup>
{
    public void Configure(EntityTypeBuilder<PendingSignup> builder)
    {
        builder.ToTable("signups").HasKey(signup => signup.Id).HasName("pk_signups");
        builder.Property(signup => signup.Id).ValueGeneratedNever();
        builder.Property(signup => signup.Email).HasMaxLength(Customer.EmailMaximumLength);
        builder.Property(signup => signup.EmailKey).HasMaxLength(Customer.EmailMaximumLength);
        builder.Property(signup => signup.Name).HasMaxLength(Customer.NameMaximumLength);
        builder.Property(signup => signup.Detail).HasMaxLength(Customer.DetailMaximumLength);
        builder.Property(signup => signup.TempTokenHash).HasMaxLength(32);
        builder.Property(signup => signup.CodeHash).HasMaxLength(32);
        builder.HasIndex(signup => signup.TempTokenHash).IsUnique().HasDatabaseName("ix_signups_temp_token_hash");
        builder.HasIndex(signup => signup.EmailKey).HasDatabaseName("ix_signups_email_key");
        builder.HasIndex(signup => signup.TmExpire).HasDatabaseName("ix_signups_tm_expire");
    }
}
