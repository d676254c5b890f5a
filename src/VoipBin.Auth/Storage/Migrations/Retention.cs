using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>Lets the rows whose time is over be found without reading every row.</summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122030000_Retention")]
internal sealed class Retention : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("ix_audit_events_tm_create", "audit_events", "tm_create");
        migrationBuilder.CreateIndex("ix_mails_tm_done", "mails", "tm_done", filter: "tm_done IS NOT NULL");
        migrationBuilder.CreateIndex("ix_accesskeys_tm_delete", "accesskeys", "tm_delete", filter: "tm_delete IS NOT NULL");
        migrationBuilder.CreateIndex("ix_agents_tm_delete", "agents", "tm_delete", filter: "tm_delete IS NOT NULL");
        migrationBuilder.CreateIndex("ix_customers_tm_delete", "customers", "tm_delete", filter: "tm_delete IS NOT NULL");
    }
}
