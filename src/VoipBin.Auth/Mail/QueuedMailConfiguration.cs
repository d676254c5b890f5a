using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoipBin.Auth.Mail;

internal sealed class QueuedMailConfiguration : IEntityTypeConfiguration<QueuedMail>
{
    public void Configure(EntityTypeBuilder<QueuedMail> builder)
    {
        builder.ToTable("mails").HasKey(mail => mail.Id).HasName("pk_mails");
        builder.Property(mail => mail.Id).ValueGeneratedNever();
        builder.HasIndex(mail => mail.TmNextTry).HasFilter("tm_done IS NULL").HasDatabaseName("ix_mails_tm_next_try");
        builder.HasIndex(mail => mail.TmDone).HasFilter("tm_done IS NOT NULL").HasDatabaseName("ix_mails_tm_done");
    }
}
