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
    }
}
