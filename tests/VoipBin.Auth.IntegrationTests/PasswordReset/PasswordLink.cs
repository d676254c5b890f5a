using Microsoft.Extensions.DependencyInjection;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.IntegrationTests.PasswordReset;

/// <summary>Links that set a password, and what is asked with them.</summary>
internal static class PasswordLink
{
    /// <summary>The token of a link as the service makes it, without the mail.</summary>
    public static async Task<string> IssueLinkAsync(this AuthService service, Guid subjectId, LinkPurpose purpose = LinkPurpose.Password, string value = "") =>
        (await service.IssueLinkUriAsync(subjectId, purpose, value)).Query["?token=".Length..];

    /// <summary>The address of such a link.</summary>
    public static async Task<Uri> IssueLinkUriAsync(this AuthService service, Guid subjectId, LinkPurpose purpose = LinkPurpose.Password, string value = "")
    {
        await using var scope = service.Services.CreateAsyncScope();
        var link = scope.ServiceProvider.GetRequiredService<LinkIssuer>().Issue(purpose, subjectId, LinkIssuer.Short, value);
        await scope.ServiceProvider.GetRequiredService<UnitOfWork>().SaveAsync(CancellationToken.None);
        return link;
    }

    public static Task<RawResponse> ForgetAsync(this AuthService service, string username) =>
        service.CallAsync("POST", "/auth/password-forgot", body: JsonText.Write(new { username }));

    public static Task<RawResponse> ResetAsync(this AuthService service, string token, string password) =>
        service.CallAsync("POST", "/auth/password-reset", body: JsonText.Write(new { token, password }));

    /// <summary>Whether a link would be taken: a password that is too short is told only to whoever has a good one, and uses nothing up.</summary>
    public static async Task<bool> IsGoodAsync(this AuthService service, string token) => (await service.ResetAsync(token, "short")).Reason == "WEAK_PASSWORD";
}
