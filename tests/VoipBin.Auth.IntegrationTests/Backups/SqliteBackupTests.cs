namespace VoipBin.Auth.IntegrationTests.Backups;

[Collection(BackupGroup.Name)]
public sealed class SqliteBackupTests(PublishedService published)
{
    private const int Good = 404;
    private const int Refused = 401;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What was answered before the backup began is in it, and what came after it ended is not: also what was deleted then, which is alive again.</summary>
    [Fact]
    public async Task Backup_WhileKeysComeAndGo_RestoresThemTheTokensAndNothingElse()
    {
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        var service = await place.StartReadyAsync();
        var (token, loggedOut) = (await service.LoginForTokenAsync(), await service.LoginForTokenAsync());
        using var logout = await service.AskAsync(loggedOut, HttpMethod.Post, "/auth/logout");
        await using var traffic = await KeyTraffic.BeginAsync(service, token);
        var (kept, deleted) = traffic.Answered;

        var copy = Path.Combine(place.Root, "backup");
        await AssertBacksUpAsync(place, copy);

        var late = await KeyTraffic.CreateAsync(service, token);
        await traffic.EndAsync();
        await KeyTraffic.DeleteAsync(service, token, kept[0]);
        Assert.Equal(Refused, await service.VerifyAsync(kept[0].Text));
        await service.KillAsync();
        Directory.Delete(place.Data, recursive: true);
        Directory.Move(copy, place.Data);
        var restored = await place.StartReadyAsync();

        Assert.Equal((Good, Refused, Refused), (await restored.VerifyAsync(token), await restored.VerifyAsync(loggedOut), await restored.VerifyAsync(late.Text)));
        Assert.All(kept, key => Assert.Equal(Good, restored.VerifyAsync(key.Text).GetAwaiter().GetResult()));
        Assert.All(deleted, key => Assert.Equal(Refused, restored.VerifyAsync(key.Text).GetAwaiter().GetResult()));
        Assert.Equal(1, await place.CountAsync("pragma_integrity_check WHERE integrity_check = 'ok'"));
        Assert.Equal(1, await place.CountAsync("pragma_journal_mode WHERE journal_mode = 'wal'"));
        await KeyTraffic.DeleteAsync(restored, token, kept[0]);
        Assert.Equal(Refused, await restored.VerifyAsync(kept[0].Text));
    }

    /// <summary>As after a power cut: the newest changes are in the write-ahead log only.</summary>
    [Fact]
    public async Task Copy_OfTheDirectoryOfAKilledService_IsABackupToo()
    {
        await using var place = Workplace.OnSqlite(published);
        place.SetFirstAdministrator();
        var service = await place.StartReadyAsync();
        var token = await service.LoginForTokenAsync();
        var (kept, deleted) = (await KeyTraffic.CreateAsync(service, token), await KeyTraffic.CreateAsync(service, token));
        await KeyTraffic.DeleteAsync(service, token, deleted);
        await service.KillAsync();

        await using var another = place.Another();
        var copied = await Command.RunAsync("cp", ["-a", place.Data, another.Data]);
        var restored = await another.StartReadyAsync();

        Assert.Equal(0, copied.ExitCode);
        Assert.Equal((Good, Good, Refused), (await restored.VerifyAsync(token), await restored.VerifyAsync(kept.Text), await restored.VerifyAsync(deleted.Text)));
    }

    [Fact]
    public async Task Backup_WhatItCannotDo_IsToldAndLeavesNothing()
    {
        await using var place = Workplace.OnSqlite(published);
        var taken = Directory.CreateDirectory(Path.Combine(place.Root, "taken")).FullName;
        var nowhere = Path.Combine(place.Root, "nowhere");

        await AssertRefusedAsync(place, "backup --to ./backup", "backup");
        await AssertRefusedAsync(place, "is there already", "backup", "--to", taken);
        await AssertRefusedAsync(place, "There is no backup", "backup", "--to", nowhere);

        Assert.Empty(Directory.GetFileSystemEntries(taken));
        Assert.False(Path.Exists(nowhere) || Path.Exists($"{nowhere}.part"));
        Assert.False(Directory.Exists(place.Data), "A backup makes no database.");
    }

    private static async Task AssertBacksUpAsync(Workplace place, string copy)
    {
        var backup = place.StartAsItIs("backup", "--to", copy);

        Assert.True(await backup.ExitCodeAsync() == 0, backup.Errors);
        Assert.Equal($"The backup is in {copy}.", backup.Output.Trim());
        var files = Directory.GetFiles(copy, "*", SearchOption.AllDirectories);
        Assert.Equal(["identity.pem", "signing.key", "voipbin-auth.db"], Directory.GetFiles(copy).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(Directory.GetFiles(Path.Combine(place.Data, "keys")).Length, files.Length - 3);
        Assert.All(files, file => Assert.Equal(OwnerOnly, ModeOf(file)));
        Assert.All([copy, Path.Combine(copy, "keys")], directory => Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, ModeOf(directory)));
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);

    private static async Task AssertRefusedAsync(Workplace place, string message, params string[] arguments)
    {
        var backup = place.StartAsItIs(arguments);

        Assert.Equal(1, await backup.ExitCodeAsync());
        Assert.Contains(message, backup.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", backup.Output + backup.Errors, StringComparison.Ordinal);
    }
}
