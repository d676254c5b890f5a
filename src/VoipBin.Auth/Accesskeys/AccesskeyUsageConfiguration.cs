using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoipBin.Auth.Accesskeys;

internal sealed class AccesskeyUsageConfiguration : IEntityTypeConfiguration<AccesskeyUsage>
{
    public void Configure(EntityTypeBuilder<AccesskeyUsage> builder)
    {
        builder.ToTable("accesskey_uses").HasKey(usage => new { usage.AccesskeyId, usage.Day }).HasName("pk_accesskey_uses");
        builder.Property(usage => usage.Address).HasConversion<string>().HasMaxLength(AccesskeyUsage.AddressMaximumLength);
        builder.HasIndex(usage => usage.Day).HasDatabaseName("ix_accesskey_uses_day");
        builder.HasIndex(usage => usage.CustomerId).HasDatabaseName("ix_accesskey_uses_customer_id");
        builder.HasIndex(usage => new { usage.CustomerId, usage.Day }).HasDatabaseName("ix_accesskey_uses_customer_id_day");
    }
}
