using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace VoipBin.Auth.Storage;

/// <summary>The database. It knows no feature: each feature's <c>…Configuration</c> maps its own entities, and only its <c>…Store</c> asks for them.</summary>
internal sealed class AuthDbContext(DbContextOptions<AuthDbContext> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        if (Database.IsSqlite())
        {
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MicrosecondConverter>();

            // Of what a statement of our own is given, too.
            configurationBuilder.DefaultTypeMapping<DateTimeOffset>().HasConversion<MicrosecondConverter>();
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(AuthDbContext).Assembly);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
