using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoipBin.Auth.Storage;

internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.ToTable("data_protection_keys").HasKey(key => key.Id).HasName("pk_data_protection_keys");
        builder.Property(key => key.Id).ValueGeneratedNever();
    }
}
