using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoipBin.Auth.Tokens;

internal sealed class RevokedTokenConfiguration : IEntityTypeConfiguration<RevokedToken>
{
    public void Configure(EntityTypeBuilder<RevokedToken> builder)
    {
        builder.ToTable("revoked_tokens").HasKey(token => token.Id).HasName(RevokedToken.Key);
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.HasIndex(token => token.TmExpire).HasDatabaseName("ix_revoked_tokens_tm_expire");
    }
}
