using System.Runtime.Versioning;

namespace VoipBin.Auth.IntegrationTests.Processes;

/// <summary>What lies in the data directory is nobody else's business, whatever the umask says and whoever has put it there.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DataDirectoryTests(PublishedService published) : IClassFixture<PublishedService>
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode = FileMode | UnixFileMode.UserExecute;
    private const UnixFileMode OpenFile = FileMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode OpenDirectory = OpenFile | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const string Closed = "others on this machine could read, and no longer can: ";

    [Fact]
    public async Task Files_OfARunningService_AreItsOwnersAlone()
    {
        await using var place = Workplace.OnSqlite(published);

        var service = await StartAndUseAsync(place);

        var files = Directory.GetFiles(place.Data, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(place.Data, file)).ToArray();
        Assert.All(
            ["signing.key", "identity.pem", "voipbin-auth.db", "voipbin-auth.db-wal", "voipbin-auth.db-shm", "voipbin-auth.db.lock"],
            file => Assert.Contains(file, files));
        Assert.Contains(files, file => file.StartsWith("keys/key-", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".eml", StringComparison.Ordinal));
        AssertClosed(place.Data);
        Assert.DoesNotContain("on this machine", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FilesThatOthersCouldRead_ClosesThemAndSaysSoOnce()
    {
        await using var place = Workplace.OnSqlite(published);
        await (await StartAndUseAsync(place)).KillAsync();
        foreach (var path in Directory.GetFileSystemEntries(place.Data, "*", SearchOption.AllDirectories).Append(place.Data))
        {
            File.SetUnixFileMode(path, Directory.Exists(path) ? OpenDirectory : OpenFile);
        }

        var second = await place.StartReadyAsync();
        await second.KillAsync();
        var third = await place.StartReadyAsync();

        AssertClosed(place.Data);
        var line = Assert.Single(second.Lines, line => line.Contains(Closed, StringComparison.Ordinal));
        Assert.All(
            ["., ", "identity.pem, ", "keys, ", "keys/key-", "mail, ", "mail/", "signing.key, ", "voipbin-auth.db, ", "voipbin-auth.db-wal"],
            name => Assert.Contains(name, line, StringComparison.Ordinal));
        Assert.All(["signing.key", "identity.pem"], key => Assert.Single(second.Lines, other =>
            other.Contains(" fail: ", StringComparison.Ordinal) && other.Contains($"{Path.Combine(place.Data, key)} could be read by others", StringComparison.Ordinal)));
        Assert.DoesNotContain("on this machine", third.Output, StringComparison.Ordinal);
    }

    /// <summary>Nobody could get at the keys: they are closed, and not called known.</summary>
    [Fact]
    public async Task Start_OpenFilesInAClosedDirectory_ClosesThemAndCallsNoKeyKnown()
    {
        await using var place = Workplace.OnSqlite(published);
        await (await place.StartReadyAsync()).KillAsync();
        foreach (var file in Directory.GetFiles(place.Data))
        {
            File.SetUnixFileMode(file, OpenFile);
        }

        var second = await place.StartReadyAsync();

        AssertClosed(place.Data);
        Assert.Single(second.Lines, line => line.Contains(Closed, StringComparison.Ordinal));
        Assert.DoesNotContain(" fail: ", second.Output, StringComparison.Ordinal);
    }

    /// <summary>A directory that is not ours alone keeps its mode, and so does what a link leads to.</summary>
    [Fact]
    public async Task Start_DirectoryWithOtherThings_LeavesThemAndTellsOfTheDanger()
    {
        await using var place = Workplace.OnSqlite(published);
        await (await place.StartReadyAsync()).KillAsync();
        var (other, mounted, key) = (Path.Combine(place.Data, "other.txt"), Path.Combine(place.Root, "mounted.key"), Path.Combine(place.Data, "signing.key"));
        await File.WriteAllTextAsync(other, "not ours");
        File.Move(key, mounted);
        File.CreateSymbolicLink(key, mounted);
        File.SetUnixFileMode(other, OpenFile);
        File.SetUnixFileMode(mounted, OpenFile);
        File.SetUnixFileMode(Path.Combine(place.Data, "voipbin-auth.db"), OpenFile);
        File.SetUnixFileMode(place.Data, OpenDirectory | UnixFileMode.GroupWrite);

        var second = await place.StartReadyAsync();

        Assert.Equal((OpenFile, OpenFile, FileMode), (File.GetUnixFileMode(other), File.GetUnixFileMode(mounted), File.GetUnixFileMode(Path.Combine(place.Data, "voipbin-auth.db"))));
        Assert.Equal(OpenDirectory | UnixFileMode.GroupWrite, File.GetUnixFileMode(place.Data));
        Assert.Single(second.Lines, line => line.Contains($"Others on this machine may write in the data directory {place.Data}", StringComparison.Ordinal));
        Assert.EndsWith(Closed + "voipbin-auth.db", Assert.Single(second.Lines, line => line.Contains(Closed, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    /// <summary>Logs in and asks for a mail, so that every kind of file is there.</summary>
    private static async Task<ServiceProcess> StartAndUseAsync(Workplace place)
    {
        place.SetFirstAdministrator();
        var service = await place.StartReadyAsync();
        await service.CreateAccesskeyAsync(await service.LoginForTokenAsync());
        using var body = new StringContent($$"""{"username":"{{FirstAdmin.Username}}"}""");
        using var forgot = await service.Client.PostAsync(new Uri("/auth/password-forgot", UriKind.Relative), body);
        await Eventually.IsTrueAsync(() => Directory.Exists(Path.Combine(place.Data, "mail")) && Directory.GetFiles(Path.Combine(place.Data, "mail"), "*.eml").Length > 0, "a mail is there");
        return service;
    }

    private static void AssertClosed(string directory)
    {
        Assert.Equal(DirectoryMode, File.GetUnixFileMode(directory));
        Assert.All(Directory.GetFileSystemEntries(directory, "*", SearchOption.AllDirectories), path =>
            Assert.Equal($"{path} {(Directory.Exists(path) ? DirectoryMode : FileMode)}", $"{path} {File.GetUnixFileMode(path)}"));
    }
}
