using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>Signups, mailed links, and how many mails an address was sent.</summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122020000_Signups")]
internal sealed class Signups : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateSignups(migrationBuilder);
        CreateMailedLinks(migrationBuilder);
        CreateMailQuotas(migrationBuilder);
    }

    private static void CreateSignups(MigrationBuilder migration)
    {
        migration.CreateTable(
            "signups",
            table => new
            {
                id = table.Column<Guid>(nullable: false),
                email = table.Column<string>(maxLength: 255, nullable: false),
                email_key = table.Column<string>(maxLength: 255, nullable: false),
                name = table.Column<string>(maxLength: 255, nullable: false),
                detail = table.Column<string>(maxLength: 4096, nullable: false),
                temp_token_hash = table.Column<byte[]>(maxLength: 32, nullable: false),
                code_hash = table.Column<byte[]>(maxLength: 32, nullable: false),
                tries = table.Column<int>(nullable: false),
                tm_expire = table.Timestamp(migration),
                tm_create = table.Timestamp(migration),
                tm_done = table.Timestamp(migration, nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_signups", signup => signup.id));
        migration.CreateIndex("ix_signups_temp_token_hash", "signups", "temp_token_hash", unique: true);
        migration.CreateIndex("ix_signups_email_key", "signups", "email_key");
        migration.CreateIndex("ix_signups_tm_expire", "signups", "tm_expire");
    }

    private static void CreateMailedLinks(MigrationBuilder migration)
    {
        migration.CreateTable(
            "mailed_links",
            table => new
            {
                id = table.Column<Guid>(nullable: false),
                token_hash = table.Column<byte[]>(maxLength: 32, nullable: false),
                purpose = table.Column<string>(maxLength: 16, nullable: false),
                subject_id = table.Column<Guid>(nullable: false),
                value = table.Column<string>(maxLength: 255, nullable: false),
                requester_id = table.Column<Guid>(nullable: true),
                tm_expire = table.Timestamp(migration),
                tm_create = table.Timestamp(migration),
                tm_done = table.Timestamp(migration, nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_mailed_links", link => link.id));
        migration.CreateIndex("ix_mailed_links_token_hash", "mailed_links", "token_hash", unique: true);
        migration.CreateIndex("ix_mailed_links_subject_id", "mailed_links", "subject_id");
        migration.CreateIndex("ix_mailed_links_tm_expire", "mailed_links", "tm_expire");
    }

    private static void CreateMailQuotas(MigrationBuilder migration)
    {
        migration.CreateTable(
            "mail_quotas",
            table => new
            {
                key = table.Column<byte[]>(maxLength: 32, nullable: false),
                tm1 = table.Timestamp(migration),
                tm2 = table.Timestamp(migration),
                tm3 = table.Timestamp(migration),
                tm4 = table.Timestamp(migration),
                tm5 = table.Timestamp(migration),
            },
            constraints: table => table.PrimaryKey("pk_mail_quotas", quota => quota.key));
        migration.CreateIndex("ix_mail_quotas_tm5", "mail_quotas", "tm5");
    }
}
