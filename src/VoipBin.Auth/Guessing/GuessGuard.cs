using System.Net;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Guessing;

/// <summary>
/// Slows down who guesses passwords. It is asked after the work for a password is done, and only then says whether it counts:
/// of many guesses at once the first failure spoils the others, and a delayed one takes as long as any.
/// </summary>
internal sealed class GuessGuard(GuessCountStore counts, GuessKey key, IOptions<GuessOptions> options, TimeProvider time)
{
    /// <summary>What a sign-in is counted for: the name from this network, and the name from everywhere. A browser that signed in with that name before is counted apart, so that nobody else's failures lock it out.</summary>
    /// <param name="name">The name in the form in which two are the same.</param>
    /// <param name="address">The client's.</param>
    /// <param name="device">What the browser showed; null for none.</param>
    public GuessSubjects SubjectsOf(string name, IPAddress? address, KnownDevice? device)
    {
        var (account, longest, longestForAll) = (GuessSubject.AccountOf(key, name), options.Value.LongestDelay, options.Value.LongestAccountDelay);
        return device?.Knows(name) is true
            ? new([GuessSubject.OfDevice(key, name, account, device.Id, longest), GuessSubject.OfDevices(key, name, account, longestForAll)], IsOfDevice: true)
            : new([GuessSubject.OfNetwork(key, name, account, address, longest), GuessSubject.OfAccount(account, longestForAll)], IsOfDevice: false);
    }

    /// <summary>What somebody is counted for who is signed in, and is asked for the password again.</summary>
    public GuessSubjects SubjectsOf(Guid tokenId) => new([GuessSubject.OfToken(key, tokenId, options.Value.LongestDelay)], IsOfDevice: false);

    /// <summary>What a browser is given that signed in: the next time nobody's failures but its own count against it.</summary>
    public KnownDevice Recognise(string name, KnownDevice? device) => KnownDevice.Of(name, device, time.GetUtcNow());

    /// <summary>Takes account of a password that was judged.</summary>
    /// <param name="subjects">What it is counted for.</param>
    /// <param name="isRight">Whether it was right.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <returns>Whether it counts; not while a delay lasts, be it right or wrong.</returns>
    public async Task<bool> CountsAsync(GuessSubjects subjects, bool isRight, CancellationToken cancellationToken)
    {
        if (options.Value.FirstDelay == TimeSpan.Zero)
        {
            return true;
        }

        var (now, keys) = (time.GetTimestampNow(), subjects.All.Select(subject => subject.Key).ToArray());
        var found = await counts.FindAsync(keys, cancellationToken);
        if (Array.Exists(found, count => IsRunning(count, subjects.All, now)))
        {
            return false;
        }

        if (!isRight)
        {
            foreach (var subject in subjects.All)
            {
                await counts.CountAsync(subject, now, cancellationToken);
            }
        }
        else if (found.Length > 0)
        {
            await TryForgetAsync(keys, cancellationToken);
        }

        return true;
    }

    /// <summary>Forgets every failure with a name: its owner has set a new password.</summary>
    public Task ForgetAsync(string name, CancellationToken cancellationToken) => counts.ForgetAccountAsync(GuessSubject.AccountOf(key, name), cancellationToken);

    /// <summary>On a database that can only be read the failures stay counted, and whoever knows the password signs in nevertheless.</summary>
    private async Task TryForgetAsync(byte[][] keys, CancellationToken cancellationToken)
    {
        try
        {
            await counts.ForgetAsync(keys, cancellationToken);
        }
        catch (Exception exception) when (DatabaseFault.IsOutage(exception))
        {
            // They are forgotten with the next sign-in.
        }
    }

    /// <summary>Whether the delay lasts. A failure that lies in the future was counted by a wrong clock, and delays as one of now.</summary>
    private bool IsRunning(GuessCount count, GuessSubject[] subjects, DateTimeOffset now)
    {
        var longest = Array.Find(subjects, subject => subject.Key.AsSpan().SequenceEqual(count.Key))!.LongestDelay;
        var passed = now - count.TmUpdate;
        return passed.Duration() < GuessCount.DelayAfter(count.Failures, options.Value.FirstDelay, longest);
    }
}
