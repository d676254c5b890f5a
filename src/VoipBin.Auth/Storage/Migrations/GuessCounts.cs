using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>How often somebody failed to sign in.</summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122190000_GuessCounts")]
internal sealed class GuessCounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "guess_counts",
            table => new
            {
                key = table.Column<byte[]>(maxLength: 32, nullable: false),
                account = table.Column<byte[]>(maxLength: 32, nullable: false),
                failures = table.Column<int>(nullable: false),
                tm_update = table.Timestamp(migrationBuilder),
            },
            constraints: table => table.PrimaryKey("pk_guess_counts", count => count.key));
        migrationBuilder.CreateIndex("ix_guess_counts_account", "guess_counts", "account");
        migrationBuilder.CreateIndex("ix_guess_counts_tm_update", "guess_counts", "tm_update");
    }
}
