using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Customers;

internal sealed class CustomerConfiguration : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.ToTable("customers").HasKey(customer => customer.Id).HasName("pk_customers");
        builder.Property(customer => customer.Id).ValueGeneratedNever();
        builder.Property(customer => customer.Name).HasMaxLength(Customer.NameMaximumLength);
        builder.Property(customer => customer.Detail).HasMaxLength(Customer.DetailMaximumLength);
        builder.Property(customer => customer.Email).HasMaxLength(Customer.EmailMaximumLength);
        builder.Property(customer => customer.EmailKey).HasMaxLength(Customer.EmailMaximumLength);
        builder.Property(customer => customer.Status).HasMaxLength(16).HasConversion<LowerCaseEnumConverter<CustomerStatus>>();
        builder.Ignore(customer => customer.State);
        builder.HasIndex(customer => customer.EmailKey).IsUnique().HasFilter("tm_delete IS NULL").HasDatabaseName(Customer.EmailIndex);
        builder.HasIndex(customer => customer.TmDelete).HasFilter("tm_delete IS NOT NULL").HasDatabaseName("ix_customers_tm_delete");
        builder.HasIndex(customer => new { customer.TmCreate, customer.Id }).HasDatabaseName("ix_customers_tm_create");
    }
}
