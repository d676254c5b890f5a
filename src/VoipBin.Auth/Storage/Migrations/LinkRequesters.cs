using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>The generation of whoever asked for a link: it is no longer good once his tokens were ended.</summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122100000_LinkRequesters")]
internal sealed class LinkRequesters : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<int>("requester_generation", "mailed_links", nullable: true);
}
