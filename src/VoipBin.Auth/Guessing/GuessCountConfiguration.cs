using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoipBin.Auth.Guessing;

internal sealed class GuessCountConfiguration : IEntityTypeConfiguration<GuessCount>
{
    public void Configure(EntityTypeBuilder<GuessCount> builder)
    {
        builder.ToTable("guess_counts").HasKey(count => count.Key).HasName("pk_guess_counts");
        builder.Property(count => count.Key).HasMaxLength(GuessCount.KeyLength).ValueGeneratedNever();
        builder.Property(count => count.Account).HasMaxLength(GuessCount.KeyLength);
        builder.HasIndex(count => count.Account).HasDatabaseName("ix_guess_counts_account");
        builder.HasIndex(count => count.TmUpdate).HasDatabaseName("ix_guess_counts_tm_update");
    }
}
