using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tests.Storage;

public sealed class DatabaseErrorKindTests
{
    [Theory]
    [InlineData("08006", "Connection")]
    [InlineData("57P01", "Connection")]
    [InlineData("57P03", "Connection")]
    [InlineData("57014", "Timeout")]
    [InlineData("40001", "Lock")]
    [InlineData("40P01", "Lock")]
    [InlineData("55P03", "Lock")]
    [InlineData("53300", "Resources")]
    [InlineData("53100", "Resources")]
    [InlineData("58030", "Storage")]
    [InlineData("28P01", "Permission")]
    [InlineData("42501", "Permission")]
    [InlineData("25006", "Permission")]
    [InlineData("3D000", "Schema")]
    [InlineData("42P01", "Schema")]
    [InlineData("42703", "Schema")]
    [InlineData("42601", "Other")]
    [InlineData("23503", "Other")]
    [InlineData("23505", null)]
    public void Of_Postgres_IsSortedByItsCode(string state, string? kind)
    {
        var exception = new PostgresException("message", "ERROR", "ERROR", state);

        Assert.Equal(kind, DatabaseErrorKind.Of(exception));
        Assert.Equal(kind, DatabaseErrorKind.Of(new DbUpdateException("saving", exception)));
    }

    [Theory]
    [InlineData(5, "database is locked", "Lock")]
    [InlineData(6, "database table is locked", "Lock")]
    [InlineData(8, "attempt to write a readonly database", "Permission")]
    [InlineData(10, "disk I/O error", "Storage")]
    [InlineData(11, "database disk image is malformed", "Storage")]
    [InlineData(13, "database or disk is full", "Resources")]
    [InlineData(14, "unable to open database file", "Storage")]
    [InlineData(1, "no such table: customers", "Schema")]
    [InlineData(1, "near \"SELEC\": syntax error", "Other")]
    [InlineData(19, "UNIQUE constraint failed: agents.username_key", null)]
    [InlineData(19, "FOREIGN KEY constraint failed", "Other")]
    public void Of_Sqlite_IsSortedByItsCode(int code, string message, string? kind) =>
        Assert.Equal(kind, DatabaseErrorKind.Of(new SqliteException(message, code)));

    [Fact]
    public void Of_WhatHappensOnTheWay_IsAConnectionOrATimeout()
    {
        Assert.Equal(DatabaseErrorKind.Connection, DatabaseErrorKind.Of(new NpgsqlException("refused", new SocketException(111))));
        Assert.Equal(DatabaseErrorKind.Connection, DatabaseErrorKind.Of(new SocketException(111)));
        Assert.Equal(DatabaseErrorKind.Timeout, DatabaseErrorKind.Of(new NpgsqlException("waiting", new TimeoutException())));
        Assert.Equal(DatabaseErrorKind.Timeout, DatabaseErrorKind.Of(new TimeoutException()));
        Assert.Equal(DatabaseErrorKind.Other, DatabaseErrorKind.Of(new InvalidOperationException("a fault")));
        Assert.Null(DatabaseErrorKind.Of(new OperationCanceledException()));
    }
}
