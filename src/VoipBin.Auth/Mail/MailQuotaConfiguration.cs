using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoipBin.Auth.Mail;

internal sealed class MailQuotaConfiguration : IEntityTypeConfiguration<MailQuota>
{
    public void Configure(EntityTypeBuilder<MailQuota> builder)
    {
        builder.ToTable("mail_quotas").HasKey(quota => quota.Key).HasName("pk_mail_quotas");
        builder.Property(quota => quota.Key).HasMaxLength(MailQuota.KeyLength).ValueGeneratedNever();
        builder.HasIndex(quota => quota.Tm5).HasDatabaseName("ix_mail_quotas_tm5");
    }
}
