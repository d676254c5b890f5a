using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.MailedLinks;

internal sealed class MailedLinkConfiguration : IEntityTypeConfiguration<MailedLink>
{
    public void Configure(EntityTypeBuilder<MailedLink> builder)
    {
        builder.ToTable("mailed_links").HasKey(link => link.Id).HasName("pk_mailed_links");
        builder.Property(link => link.Id).ValueGeneratedNever();
        builder.Property(link => link.TokenHash).HasMaxLength(32);
        builder.Property(link => link.Purpose).HasConversion<LowerCaseEnumConverter<LinkPurpose>>().HasMaxLength(MailedLink.PurposeMaximumLength);
        builder.Property(link => link.Value).HasMaxLength(MailedLink.ValueMaximumLength);
        builder.HasIndex(link => link.TokenHash).IsUnique().HasDatabaseName("ix_mailed_links_token_hash");
        builder.HasIndex(link => link.SubjectId).HasDatabaseName("ix_mailed_links_subject_id");
        builder.HasIndex(link => link.TmExpire).HasDatabaseName("ix_mailed_links_tm_expire");
    }
}
