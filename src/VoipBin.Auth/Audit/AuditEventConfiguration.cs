using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VoipBin.Auth.Audit;

internal sealed class AuditEventConfiguration : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("audit_events").HasKey(audited => audited.Id).HasName("pk_audit_events");
        builder.Property(audited => audited.Id).ValueGeneratedNever();
        builder.Property(audited => audited.Type).HasMaxLength(AuditEvent.TypeMaximumLength);
        builder.Property(audited => audited.Address).HasMaxLength(AuditEvent.AddressMaximumLength);
        builder.Property(audited => audited.RequestId).HasMaxLength(AuditEvent.RequestIdMaximumLength);
        builder.HasIndex(audited => audited.TmCreate).HasDatabaseName("ix_audit_events_tm_create");
        builder.HasIndex(audited => new { audited.CustomerId, audited.TmCreate, audited.Id }).HasDatabaseName("ix_audit_events_customer_id");
    }
}
