using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>Customers, their agents and accesskeys, revoked tokens, the audit trail and the Data Protection keys.</summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122000000_Initial")]
internal sealed class Initial : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateCustomers(migrationBuilder);
        CreateAgents(migrationBuilder);
        CreateAccesskeys(migrationBuilder);
        CreateRevokedTokens(migrationBuilder);
        CreateAuditEvents(migrationBuilder);
        CreateDataProtectionKeys(migrationBuilder);
    }

    private static void CreateCustomers(MigrationBuilder migration)
    {
        migration.CreateTable(
            "customers",
            table => new
            {
                id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(maxLength: 255, nullable: false),
                detail = table.Column<string>(maxLength: 4096, nullable: false),
                email = table.Column<string>(maxLength: 255, nullable: false),
                email_key = table.Column<string>(maxLength: 255, nullable: false),
                status = table.Column<string>(maxLength: 16, nullable: false),
                tm_deletion_scheduled = table.Timestamp(migration, nullable: true),
                tm_deletion_effective = table.Timestamp(migration, nullable: true),
                tm_create = table.Timestamp(migration),
                tm_update = table.Timestamp(migration),
                tm_delete = table.Timestamp(migration, nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_customers", customer => customer.id));
        migration.CreateIndex("ix_customers_email_key", "customers", "email_key", unique: true, filter: "tm_delete IS NULL");
    }

    private static void CreateAgents(MigrationBuilder migration)
    {
        migration.CreateTable(
            "agents",
            table => new
            {
                id = table.Column<Guid>(nullable: false),
                customer_id = table.Column<Guid>(nullable: false),
                username = table.Column<string>(maxLength: 255, nullable: false),
                username_key = table.Column<string>(maxLength: 255, nullable: false),
                name = table.Column<string>(maxLength: 255, nullable: false),
                detail = table.Column<string>(maxLength: 4096, nullable: false),
                permission = table.Column<int>(nullable: false),
                password_hash = table.Column<string>(maxLength: 60, nullable: true),
                generation = table.Column<int>(nullable: false),
                tm_create = table.Timestamp(migration),
                tm_update = table.Timestamp(migration),
                tm_delete = table.Timestamp(migration, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_agents", agent => agent.id);
                table.ForeignKey("fk_agents_customer_id", agent => agent.customer_id, "customers", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_agents_username_key", "agents", "username_key", unique: true, filter: "tm_delete IS NULL");
        migration.CreateIndex("ix_agents_customer_id", "agents", ["customer_id", "tm_create", "id"]);
    }

    private static void CreateAccesskeys(MigrationBuilder migration)
    {
        migration.CreateTable(
            "accesskeys",
            table => new
            {
                id = table.Column<Guid>(nullable: false),
                customer_id = table.Column<Guid>(nullable: false),
                name = table.Column<string>(maxLength: 255, nullable: false),
                detail = table.Column<string>(maxLength: 4096, nullable: false),
                token_hash = table.Column<byte[]>(maxLength: 32, nullable: false),
                token_prefix = table.Column<string>(maxLength: 11, nullable: false),
                tm_expire = table.Timestamp(migration),
                tm_create = table.Timestamp(migration),
                tm_update = table.Timestamp(migration),
                tm_delete = table.Timestamp(migration, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_accesskeys", accesskey => accesskey.id);
                table.ForeignKey("fk_accesskeys_customer_id", accesskey => accesskey.customer_id, "customers", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_accesskeys_token_hash", "accesskeys", "token_hash", unique: true);
        migration.CreateIndex("ix_accesskeys_customer_id", "accesskeys", ["customer_id", "tm_create", "id"]);
    }

    private static void CreateRevokedTokens(MigrationBuilder migration)
    {
        migration.CreateTable(
            "revoked_tokens",
            table => new
            {
                id = table.Column<Guid>(nullable: false),
                agent_id = table.Column<Guid>(nullable: false),
                tm_expire = table.Timestamp(migration),
                tm_create = table.Timestamp(migration),
            },
            constraints: table => table.PrimaryKey("pk_revoked_tokens", token => token.id));
        migration.CreateIndex("ix_revoked_tokens_tm_expire", "revoked_tokens", "tm_expire");
    }

    private static void CreateAuditEvents(MigrationBuilder migration)
    {
        migration.CreateTable(
            "audit_events",
            table => new
            {
                id = table.Column<Guid>(nullable: false),
                customer_id = table.Column<Guid>(nullable: true),
                type = table.Column<string>(maxLength: 64, nullable: false),
                subject_id = table.Column<Guid>(nullable: true),
                agent_id = table.Column<Guid>(nullable: true),
                accesskey_id = table.Column<Guid>(nullable: true),
                address = table.Column<string>(maxLength: 45, nullable: true),
                request_id = table.Column<string>(maxLength: 64, nullable: false),
                data = table.Column<string>(nullable: false),
                tm_create = table.Timestamp(migration),
            },
            constraints: table => table.PrimaryKey("pk_audit_events", audited => audited.id));
        migration.CreateIndex("ix_audit_events_customer_id", "audit_events", ["customer_id", "tm_create", "id"]);
    }

    private static void CreateDataProtectionKeys(MigrationBuilder migration) => migration.CreateTable(
        "data_protection_keys",
        table => new
        {
            id = table.Column<Guid>(nullable: false),
            xml = table.Column<string>(nullable: false),
            tm_create = table.Timestamp(migration),
        },
        constraints: table => table.PrimaryKey("pk_data_protection_keys", key => key.id));
}
