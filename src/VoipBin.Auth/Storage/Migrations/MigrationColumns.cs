using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace VoipBin.Auth.Storage.Migrations;

internal static class MigrationColumns
{
    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";

    /// <summary>An instant to the microsecond: <c>timestamptz</c>, or a number on SQLite, which has no such type.</summary>
    public static OperationBuilder<AddColumnOperation> Timestamp(this ColumnsBuilder table, MigrationBuilder migration, bool nullable = false) =>
        migration.ActiveProvider == Sqlite ? table.Column<long>(nullable: nullable) : table.Column<DateTimeOffset>(nullable: nullable);
}
