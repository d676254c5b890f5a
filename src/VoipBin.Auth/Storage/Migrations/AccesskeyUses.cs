using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>How often, when and from where accesskeys were used, day by day.</summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122040000_AccesskeyUses")]
internal sealed class AccesskeyUses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "accesskey_uses",
            table => new
            {
                accesskey_id = table.Column<Guid>(nullable: false),
                day = table.Column<DateOnly>(nullable: false),
                customer_id = table.Column<Guid>(nullable: false),
                uses = table.Column<long>(nullable: false),
                tm_last_used = table.Timestamp(migrationBuilder),
                address = table.Column<string>(maxLength: 45, nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_accesskey_uses", usage => new { usage.accesskey_id, usage.day }));
        migrationBuilder.CreateIndex("ix_accesskey_uses_day", "accesskey_uses", "day");
        migrationBuilder.CreateIndex("ix_accesskey_uses_customer_id", "accesskey_uses", "customer_id");
    }
}
