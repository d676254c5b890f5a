using System.Text.RegularExpressions;
using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>The mail by which somebody without a password sets one.</summary>
internal static partial class Invitation
{
    public const string Subject = "Set your password";

    /// <summary>The secret of the link in the newest invitation.</summary>
    public static async Task<string> FindTokenAsync(AuthService service, string email)
    {
        var mail = (await service.MailsToAsync(email)).Last(mail => mail.Header("Subject") == Subject);
        return LinkPattern().Match(mail.Part("text/plain")).Groups["token"].Value;
    }

    /// <summary>Sets a password with the newest invitation.</summary>
    public static async Task<RawResponse> SetPasswordAsync(AuthService service, string email, string password) =>
        await service.CallAsync("POST", "/auth/password-reset", body: JsonText.Write(new { token = await FindTokenAsync(service, email), password }));

    [GeneratedRegex(@"/auth/password-reset\?token=(?<token>[0-9a-f]{64})\r\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LinkPattern();
}
