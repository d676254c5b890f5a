using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;
using VoipBin.Auth.Storage;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Timestamps;

namespace VoipBin.Auth.Mail;

/// <summary>
/// Sends what waits in the outbox. Of several replicas one at a time has a mail: it claims the row for longer than a try may take.
/// At least once; exactly once unless a process dies between the server's acceptance and our commit.
/// </summary>
internal sealed partial class MailDispatcher(
    IServiceScopeFactory scopes,
    IMailSender sender,
    MailSignal signal,
    MailMetrics metrics,
    IOptions<MailOptions> options,
    IOptions<ServiceOptions> service,
    TimeProvider time,
    ILogger<MailDispatcher> logger) : BackgroundService
{
    /// <summary>The name of the span of handing a mail to the server.</summary>
    public const string SendActivity = "send mail";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TryTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ClaimTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!string.IsNullOrEmpty(options.Value.Host) && service.Value.PublicUrl is null)
        {
            Log.NoPublicUrl(logger);
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(Look, stoppingToken);
                while (await SendNextAsync(stoppingToken))
                {
                }
            }
            catch (Exception exception) when (DatabaseFault.IsOutage(exception))
            {
                // The rest of the service says so; the mail waits.
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                // The end; what is not sent waits for the next start, or for another replica.
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // A fault of ours: the next look tries again. An exception that leaves a background service ends the process.
                Log.Failed(logger, exception);
            }
        }
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> SendNextAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<MailStore>();
        if (metrics.IsLookDue)
        {
            metrics.Looked(await store.FindStateAsync(stoppingToken));
        }

        var now = time.GetTimestampNow();
        if (await store.FindDueAsync(now, stoppingToken) is not { } mail)
        {
            return false;
        }

        if (!await store.ClaimAsync(mail, now + ClaimTime, stoppingToken))
        {
            return true;
        }

        if (mail.TmExpire <= now)
        {
            Log.GivenUp(logger, mail.Id, mail.Tries);
            metrics.CountGivenUp();
            await store.FinishAsync(mail.Id, now, stoppingToken);
            return true;
        }

        await TryAsync(mail, scope.ServiceProvider.GetRequiredService<Outbox>(), store, stoppingToken);
        return true;
    }

    private async Task TryAsync(QueuedMail mail, Outbox outbox, MailStore store, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(TryTime);
        try
        {
            if (outbox.Open(mail) is { } outgoing)
            {
                await SendAsync(outgoing, limit.Token);
            }
        }
        catch (Exception exception) when (exception is System.Net.Mail.SmtpException or OperationCanceledException or IOException or UnauthorizedAccessException or FormatException or CryptographicException)
        {
            if (!stoppingToken.IsCancellationRequested)
            {
                Log.NotSent(logger, mail.Id, mail.Tries + 1, exception.GetBaseException().GetType().Name);
                metrics.CountFailed();
            }

            // Put back even at the end of the process, so that another one need not wait for the claim to end.
            await store.PostponeAsync(mail.Id, time.GetTimestampNow() + PauseAfter(mail.Tries), CancellationToken.None);
            return;
        }

        // Accepted: from here on nothing may stop us from noting it.
        await store.FinishAsync(mail.Id, time.GetTimestampNow(), CancellationToken.None);
    }

    private async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        using var activity = Instrumentation.Activities.StartActivity(SendActivity, ActivityKind.Client);
        try
        {
            await sender.SendAsync(mail, cancellationToken);
            metrics.CountSent();
        }
        catch
        {
            activity?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    private static TimeSpan PauseAfter(int tries) =>
        TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << Math.Min(tries, 20), LongestPause.Ticks));

    private static partial class Log
    {
        [LoggerMessage(3, LogLevel.Warning, "Mails go to people, and their links begin with the address where the service listens: set PublicUrl, for example to https://api.example.net")]
        public static partial void NoPublicUrl(ILogger logger);

        [LoggerMessage(1, LogLevel.Warning, "Mail {MailId} was not sent at try {Try}: {Cause}; it will be tried again")]
        public static partial void NotSent(ILogger logger, Guid mailId, int @try, string cause);

        [LoggerMessage(2, LogLevel.Error, "Mail {MailId} was given up after {Tries} tries")]
        public static partial void GivenUp(ILogger logger, Guid mailId, int tries);

        [LoggerMessage(4, LogLevel.Error, "Mails cannot be sent")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
