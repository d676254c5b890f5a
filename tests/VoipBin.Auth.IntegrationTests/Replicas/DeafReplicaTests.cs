using System.Diagnostics;
using System.Net;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using Xunit.Abstractions;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>A process that does not hear of a revocation must not believe what it remembers for longer than its bound. All the while it answers for what is good.</summary>
[Collection(RevocationGroup.Name)]
public sealed class DeafReplicaTests(ReplicaPair pair, ITestOutputHelper output)
{
    /// <summary>What a busy machine may need beyond the bound.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revoke_WhileTheListenerIsCutOff_CountsWithinTheBound(bool isSilent)
    {
        await pair.NewsOfSecond.HeardAsync(processes: 1);
        var (revoked, good) = (await pair.AddKnownTenantAsync(), await pair.AddKnownTenantAsync());
        var seen = new List<(TimeSpan After, int Status)>();

        CutOff(isSilent);
        try
        {
            await pair.Database.RevokeAsync(revoked);
            var watch = Stopwatch.StartNew();
            await Eventually.IsTrueAsync(async () => await pair.First.VerifyAsync(revoked.Accesskey) == 401, "the process that hears knows");
            var heard = watch.Elapsed;
            while (watch.Elapsed < ReplicaPair.Bound + Tolerance)
            {
                var after = watch.Elapsed;
                seen.Add((after, await pair.Second.VerifyAsync(revoked.Accesskey)));
                Assert.Equal((404, 404), (await pair.Second.VerifyAsync(good.Accesskey), await pair.Second.VerifyAsync(good.Token)));
            }

            var last = seen.Where(answer => answer.Status == 404).Select(answer => answer.After).DefaultIfEmpty().Max();
            output.WriteLine($"The process that hears refused it after {heard.TotalMilliseconds:F0} ms, the other last took it at {last.TotalMilliseconds:F0} ms");
            Assert.True(heard < Tolerance, $"The process that hears took it for {heard}.");
            Assert.All(seen, answer => Assert.Contains(answer.Status, (int[])[401, 404]));
            Assert.Equal(401, await pair.Second.VerifyAsync(revoked.Accesskey));
        }
        finally
        {
            Restore(isSilent);
        }

        Assert.Equal(404, await pair.Second.VerifyAsync(good.Accesskey));
    }

    /// <summary>An echo that was long on its way says what was known when it was sent, not when it comes: what was revoked since is still behind it.</summary>
    [Fact]
    public async Task Revoke_WhileAnEchoIsLate_IsNotBelievedAgainWhenItComes()
    {
        const int Keys = 10;
        await pair.NewsOfSecond.HeardAsync(processes: 1);
        var revoked = new List<Tenant>();
        for (var count = 0; count < Keys; count++)
        {
            revoked.Add(await pair.AddKnownTenantAsync());
        }

        pair.NewsOfSecond.FallSilent(onlyAnswers: true);
        try
        {
            await pair.NewsOfSecond.EchoHeldAsync();
            var watch = Stopwatch.StartNew();
            await pair.Database.ExecuteAsync($"UPDATE accesskeys SET tm_delete = now() WHERE id IN ({string.Join(", ", revoked.Select(tenant => $"'{tenant.AccesskeyId}'"))})");
            await Eventually.IsTrueAsync(() => watch.Elapsed > ReplicaPair.Bound, "the bound is over");
            pair.NewsOfSecond.LetHeldPass();

            // Each is asked for once, or the answer would be from what was asked before.
            foreach (var tenant in revoked)
            {
                Assert.Equal(401, await pair.Second.VerifyAsync(tenant.Accesskey));
                await Task.Delay(ReplicaPair.Bound / (2 * Keys));
            }
        }
        finally
        {
            pair.NewsOfSecond.EndSilence();
        }
    }

    /// <summary>A machine that was suspended wakes up with its memory of before. The requests wait for it already.</summary>
    [Fact]
    public async Task Revoke_WhileTheProcessIsStopped_IsNeverAnsweredFromBefore()
    {
        const int Waiting = 16;
        await pair.NewsOfSecond.HeardAsync(processes: 1);
        var (revoked, good) = (await pair.AddKnownTenantAsync(), await pair.AddKnownTenantAsync());

        await pair.Second.SuspendAsync();
        Task<int>[] asking;
        try
        {
            var watch = Stopwatch.StartNew();
            using var deleted = await pair.First.AskAsync(revoked.Token, HttpMethod.Delete, $"/v1.0/accesskeys/{revoked.AccesskeyId}");
            Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
            asking = [.. Enumerable.Range(0, Waiting).Select(_ => pair.Second.VerifyAsync(revoked.Accesskey))];
            await Eventually.IsTrueAsync(() => watch.Elapsed > ReplicaPair.Bound + TimeSpan.FromMilliseconds(500), "the bound is over");
            Assert.All(asking, answer => Assert.False(answer.IsCompleted));
        }
        finally
        {
            await pair.Second.ResumeAsync();
        }

        Assert.All(await Task.WhenAll(asking), status => Assert.Equal(401, status));
        Assert.Equal(404, await pair.Second.VerifyAsync(good.Accesskey));
    }

    /// <summary>Whether the change happened is not known to the process when its connection is cut in the commit: it says so, or the key is dead.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_ConnectionCutDuringTheCommit_IsDeadOrNotAnswered200(bool isCommitted)
    {
        var tenant = await pair.AddKnownTenantAsync();
        var isCut = false;
        pair.QuestionsOfFirst.Passes = piece =>
        {
            // The server answers a statement by its name.
            var isCommit = piece.IsAnswer == isCommitted && piece.Text.Contains("COMMIT", StringComparison.Ordinal);
            isCut |= isCommit;
            return !isCommit;
        };
        HttpStatusCode status;
        try
        {
            using var deleted = await pair.First.AskAsync(tenant.Token, HttpMethod.Delete, $"/v1.0/accesskeys/{tenant.AccesskeyId}");
            status = deleted.StatusCode;
        }
        finally
        {
            pair.QuestionsOfFirst.Passes = null;
        }

        var isDead = await pair.Database.CountAsync($"accesskeys WHERE id = '{tenant.AccesskeyId}' AND tm_delete IS NOT NULL") == 1;
        var first = await pair.First.VerifyAsync(tenant.Accesskey);
        output.WriteLine($"Answered {(int)status}, then {first}");

        Assert.True(isCut, "No commit was seen.");
        Assert.Equal(isCommitted, isDead);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains(first, (int[])[isCommitted ? 401 : 404, 503]);
        await Eventually.IsTrueAsync(async () => await pair.First.VerifyAsync(tenant.Accesskey) == (isCommitted ? 401 : 404), "the first process knows");
        await Eventually.IsTrueAsync(async () => await pair.Second.VerifyAsync(tenant.Accesskey) == (isCommitted ? 401 : 404), "the second process knows");
    }

    private void CutOff(bool isSilent)
    {
        if (isSilent)
        {
            pair.NewsOfSecond.FallSilent();
        }
        else
        {
            pair.NewsOfSecond.Cut();
        }
    }

    private void Restore(bool isSilent)
    {
        if (isSilent)
        {
            pair.NewsOfSecond.EndSilence();
        }
        else
        {
            pair.NewsOfSecond.Mend();
        }
    }
}
