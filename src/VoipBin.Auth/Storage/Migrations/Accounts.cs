using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>What operators and customers know of an account beyond its name.</summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122010000_Accounts")]
internal sealed class Accounts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("email_verified", "customers", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("frozen_by_operator", "customers", nullable: false, defaultValue: false);
        CreateMails(migrationBuilder);
    }

    private static void CreateMails(MigrationBuilder migration)
    {
        migration.CreateTable(
            "mails",
            table => new
            {
                id = table.Column<Guid>(nullable: false),
                content = table.Column<string>(nullable: false),
                tries = table.Column<int>(nullable: false),
                tm_next_try = table.Timestamp(migration),
                tm_expire = table.Timestamp(migration),
                tm_create = table.Timestamp(migration),
                tm_done = table.Timestamp(migration, nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_mails", mail => mail.id));
        migration.CreateIndex("ix_mails_tm_next_try", "mails", "tm_next_try", filter: "tm_done IS NULL");
    }
}
