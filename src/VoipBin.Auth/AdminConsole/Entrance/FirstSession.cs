using Microsoft.Extensions.Options;
using VoipBin.Auth.Guessing;
using VoipBin.Auth.Telemetry;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.AdminConsole.Entrance;

/// <summary>Signs somebody in who has just signed up.</summary>
internal sealed partial class FirstSession(LoginCommand login, DeviceCookie devices, IOptions<TokenOptions> tokens, ILogger<FirstSession> logger)
{
    /// <summary>A proxy would not wait for the answer for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whatever goes wrong is said in the log only: the answer holds the account's first key, which is made by now and shown nowhere else.</summary>
    /// <returns>Whether there is a session.</returns>
    public async Task<bool> TryBeginAsync(HttpContext context, string username, string password, RequestOrigin origin)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            if (await login.ExecuteAsync(new(username, password, origin, devices.Read(context)), patience.Token) is not LoginOutcome.Accepted(var session, var device))
            {
                return false;
            }

            ConsoleCookie.ClearDelegate(context);
            ConsoleCookie.SetSession(context, session, tokens.Value.Lifetime);
            devices.Set(context, device);
            return true;
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Somebody signed up, and could not be signed in")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
