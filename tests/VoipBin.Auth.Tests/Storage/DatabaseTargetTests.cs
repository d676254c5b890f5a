using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Npgsql;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Tests.Storage;

public sealed class DatabaseTargetTests
{
    private const string Given = "Host=db;Database=auth;Username=auth";

    /// <summary>Each request of the platform waits for ours: the library's own 15 and 30 seconds are too long.</summary>
    [Theory]
    [InlineData("", 5, 5, -1)]
    [InlineData(";Timeout=7", 7, 5, -1)]
    [InlineData(";Command Timeout=30", 5, 30, -1)]
    [InlineData(";CommandTimeout=30;cancellation timeout=500", 5, 30, 500)]
    public void ConnectionString_OfPostgres_WaitsShortlyUnlessItSaysOtherwise(string more, int connect, int command, int cancellation)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Postgres", Given + more)]).Build();

        var read = new NpgsqlConnectionStringBuilder(new DatabaseTarget(configuration, Options.Create(new ServiceOptions())).ConnectionString);

        Assert.Equal((connect, command, cancellation), (read.Timeout, read.CommandTimeout, read.CancellationTimeout));
    }

    /// <summary>The library looks for Kerberos with each new connection, which small images have not.</summary>
    [Theory]
    [InlineData("", GssEncryptionMode.Disable)]
    [InlineData(";GSS Encryption Mode=Prefer", GssEncryptionMode.Prefer)]
    [InlineData(";gssencryptionmode=Require", GssEncryptionMode.Require)]
    public void ConnectionString_OfPostgres_AsksForKerberosOnlyWhenItSaysSo(string more, GssEncryptionMode expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Postgres", Given + more)]).Build();

        var target = new DatabaseTarget(configuration, Options.Create(new ServiceOptions()));

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(target.ConnectionString).GssEncryptionMode);
        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(target.ListenerConnectionString).GssEncryptionMode);
    }

    /// <summary>With these, errors and logs would hold values of rows and of parameters.</summary>
    [Theory]
    [InlineData(";Include Error Detail=true;Log Parameters=true;Persist Security Info=true;Password=secret")]
    [InlineData("")]
    public void ConnectionString_OfPostgres_TellsNoValuesWhateverItSays(string more)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Postgres", Given + more)]).Build();
        var target = new DatabaseTarget(configuration, Options.Create(new ServiceOptions()));

        Assert.All([target.ConnectionString, target.ListenerConnectionString], text =>
        {
            var read = new NpgsqlConnectionStringBuilder(text);
            Assert.Equal((false, false, false), (read.IncludeErrorDetail, read.LogParameters, read.PersistSecurityInfo));
        });
    }

    /// <summary>The library asks a standby again after ten seconds: that would be how long a failover takes.</summary>
    [Theory]
    [InlineData("", 1)]
    [InlineData(";Host Recheck Seconds=4", 4)]
    public void ConnectionString_OfSeveralHosts_AsksThemAgainSoonUnlessItSaysOtherwise(string more, int seconds)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Postgres", "Host=one,other;Target Session Attributes=primary" + more)]).Build();

        var read = new NpgsqlConnectionStringBuilder(new DatabaseTarget(configuration, Options.Create(new ServiceOptions())).ListenerConnectionString);

        Assert.Equal((seconds, "primary"), (read.HostRecheckSeconds, read.TargetSessionAttributes));
    }
}
