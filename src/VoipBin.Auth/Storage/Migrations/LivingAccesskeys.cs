using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VoipBin.Auth.Storage.Migrations;

/// <summary>The living keys of a customer, counted with each new one and listed, without a look at those that were deleted: a customer may have made and deleted a thousand for each that lives.</summary>
[DbContext(typeof(AuthDbContext))]
[Migration("20261122210000_LivingAccesskeys")]
internal sealed class LivingAccesskeys : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("ix_accesskeys_living", "accesskeys", ["customer_id", "tm_create", "id"], filter: "tm_delete IS NULL");
}
