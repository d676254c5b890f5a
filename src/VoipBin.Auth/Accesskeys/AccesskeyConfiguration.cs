using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Accesskeys;

internal sealed class AccesskeyConfiguration : IEntityTypeConfiguration<Accesskey>
{
    public void Configure(EntityTypeBuilder<Accesskey> builder)
    {
        builder.ToTable("accesskeys").HasKey(accesskey => accesskey.Id).HasName(Accesskey.Key);
        builder.Property(accesskey => accesskey.Id).ValueGeneratedNever();
        builder.Property(accesskey => accesskey.Name).HasMaxLength(Accesskey.NameMaximumLength);
        builder.Property(accesskey => accesskey.Detail).HasMaxLength(Accesskey.DetailMaximumLength);
        builder.Property(accesskey => accesskey.TokenHash).HasMaxLength(AccesskeyToken.HashLength);
        builder.Property(accesskey => accesskey.TokenPrefix).HasMaxLength(AccesskeyToken.ShownLength);

        // Of two that delete or rename a key at once, the second finds it gone instead of reviving or deleting it again.
        builder.Property(accesskey => accesskey.TmDelete).IsConcurrencyToken();
        builder.HasOne<Customer>().WithMany().HasForeignKey(accesskey => accesskey.CustomerId).OnDelete(DeleteBehavior.Restrict).HasConstraintName("fk_accesskeys_customer_id");
        builder.HasIndex(accesskey => accesskey.TokenHash).IsUnique().HasDatabaseName(Accesskey.TokenHashIndex);
        builder.HasIndex(accesskey => accesskey.TmDelete).HasFilter("tm_delete IS NOT NULL").HasDatabaseName("ix_accesskeys_tm_delete");
        builder.HasIndex(accesskey => new { accesskey.CustomerId, accesskey.TmCreate, accesskey.Id }).HasDatabaseName("ix_accesskeys_customer_id");

        // Deleted rows stay for months: who makes and deletes many keys would have all of them counted with each new one.
        builder.HasIndex(accesskey => new { accesskey.CustomerId, accesskey.TmCreate, accesskey.Id }, "ix_accesskeys_living").HasFilter("tm_delete IS NULL").HasDatabaseName("ix_accesskeys_living");
    }
}
