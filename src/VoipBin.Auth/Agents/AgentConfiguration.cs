using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoipBin.Auth.Customers;

namespace VoipBin.Auth.Agents;

internal sealed class AgentConfiguration : IEntityTypeConfiguration<Agent>
{
    public void Configure(EntityTypeBuilder<Agent> builder)
    {
        builder.ToTable("agents").HasKey(agent => agent.Id).HasName("pk_agents");
        builder.Property(agent => agent.Id).ValueGeneratedNever();
        builder.Property(agent => agent.Username).HasMaxLength(Agent.UsernameMaximumLength);
        builder.Property(agent => agent.UsernameKey).HasMaxLength(Agent.UsernameMaximumLength);
        builder.Property(agent => agent.Name).HasMaxLength(Agent.NameMaximumLength);
        builder.Property(agent => agent.Detail).HasMaxLength(Agent.DetailMaximumLength);
        builder.Property(agent => agent.PasswordHash).HasMaxLength(Agent.PasswordHashLength);
        builder.Property(agent => agent.Generation).IsConcurrencyToken();
        builder.HasOne<Customer>().WithMany().HasForeignKey(agent => agent.CustomerId).OnDelete(DeleteBehavior.Restrict).HasConstraintName("fk_agents_customer_id");
        builder.HasIndex(agent => agent.UsernameKey).IsUnique().HasFilter("tm_delete IS NULL").HasDatabaseName(Agent.UsernameIndex);
        builder.HasIndex(agent => agent.TmDelete).HasFilter("tm_delete IS NOT NULL").HasDatabaseName("ix_agents_tm_delete");
        builder.HasIndex(agent => new { agent.CustomerId, agent.TmCreate, agent.Id }).HasDatabaseName("ix_agents_customer_id");
    }
}
