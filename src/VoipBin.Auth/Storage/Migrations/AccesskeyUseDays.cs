using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>Lets the last days of a customer be summed up without reading its other days, nor those of others. It covers <c>ix_accesskey_uses_customer_id</c>, which a version that contracts may drop.</summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122113000_AccesskeyUseDays")]
internal sealed class AccesskeyUseDays : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("ix_accesskey_uses_customer_id_day", "accesskey_uses", ["customer_id", "day"]);
}
