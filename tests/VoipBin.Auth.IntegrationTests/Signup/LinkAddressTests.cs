using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>Where mailed links lead to: what a request calls the service must not count, or a stranger could have somebody's link sent to himself.</summary>
public abstract class LinkAddressTests(AuthService service, string? publicOrigin)
{
    [Theory]
    [InlineData("X-Request-Id: honest")]
    [InlineData("Host: evil.example")]
    [InlineData("Host: evil.example:8443\nX-Forwarded-Host: evil.example\nX-Forwarded-Proto: https")]
    [InlineData("X-Forwarded-Host: evil.example\nX-Forwarded-Proto: https\nX-Forwarded-Prefix: /evil")]
    [InlineData("Forwarded: host=evil.example;proto=https\nX-Forwarded-For: 203.0.113.7\nX-Forwarded-Proto: https")]
    [InlineData("X-Original-Host: evil.example\nX-Forwarded-Proto: https\nOrigin: https://evil.example\nReferer: https://evil.example/")]
    public async Task Link_WhateverTheRequestSays_LeadsToTheService(string headers)
    {
        var email = Applicant.NewAddress();

        Assert.Equal(200, (await Applicant.SignUpAsync(service, email, name: null, detail: null, Call.Lines(headers))).Status);

        var mail = await service.MailToAsync(email);
        var origin = publicOrigin ?? service.Address.GetLeftPart(UriPartial.Authority);
        Assert.Matches($"\n{origin}/auth/email-verify\\?token=[0-9a-f]{{64}}\r\n", mail.Part("text/plain"));
        Assert.Contains($"<a href=\"{origin}/auth/email-verify?token=", mail.Part("text/html"), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", mail.Source, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task LinkOfAnInvitation_WhateverTheRequestSays_LeadsToTheService()
    {
        var applicant = await Applicant.AddAsync(service);

        await applicant.VerifyAsync(token: null, "Host: evil.example", "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https");

        var mail = (await service.MailsToAsync(applicant.Email))[^1];
        Assert.Contains($"\n{publicOrigin ?? service.Address.GetLeftPart(UriPartial.Authority)}/auth/password-reset?token=", mail.Part("text/plain"), StringComparison.Ordinal);
    }

    [Collection(SqliteTests.Name)]
    public sealed class OnSqlite(SqliteService service) : LinkAddressTests(service, publicOrigin: null);

    [Collection(HardenedSqliteTests.Name)]
    public sealed class OnSqliteWithPublicUrl(HardenedSqliteService service) : LinkAddressTests(service, HardenedSettings.PublicOrigin);

    [Collection(HardenedPostgresTests.Name)]
    public sealed class OnPostgresWithPublicUrl(HardenedPostgresService service) : LinkAddressTests(service, HardenedSettings.PublicOrigin);
}
