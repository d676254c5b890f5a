using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Agents;
using VoipBin.Auth.Authentication;
using VoipBin.Auth.Mail;
using VoipBin.Auth.MailedLinks;
using VoipBin.Auth.Signup;
using VoipBin.Auth.Tokens;

namespace VoipBin.Auth.Tests.Conventions;

public sealed class TypeConventions
{
    private const string Secret = "vb_secret-of-a-test";

    private static readonly Type[] Types = [.. typeof(Accesskey).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("VoipBin.Auth", StringComparison.Ordinal) == true)
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !type.Name.Contains('<', StringComparison.Ordinal))];

    /// <summary>What the compiler makes of a page is public, and open.</summary>
    private static bool IsPage(Type type) => typeof(IComponent).IsAssignableFrom(type);

    [Fact]
    public void Types_Each_IsInternal() => Assert.DoesNotContain(Types, type => type.IsPublic && !IsPage(type));

    [Fact]
    public void Classes_Each_IsSealedOrStaticOrAbstract() =>
        Assert.DoesNotContain(Types, type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !IsPage(type));

    /// <summary>The cases of a closed set stand inside it, and nobody can add one.</summary>
    [Fact]
    public void Outcomes_Each_IsAClosedSet()
    {
        var outcomes = Types.Where(type => type.Name.EndsWith("Outcome", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(outcomes);
        Assert.All(outcomes, outcome =>
        {
            Assert.True(outcome.IsAbstract, $"{outcome} is not abstract");
            Assert.All(Types.Where(type => type.BaseType == outcome), type => Assert.Equal(outcome, type.DeclaringType));
            Assert.DoesNotContain(outcome.GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic), constructor => constructor.IsAssembly || (constructor.IsFamily && constructor.GetParameters() is []));
        });
    }

    [Fact]
    public void Secrets_Each_IsAPlainStructThatPrintsNothing()
    {
        var secrets = Types.Where(type => type.GetMethod("Reveal", []) is not null).ToArray();

        Assert.Equal(
            [typeof(AccesskeyToken), typeof(CredentialText), typeof(LinkToken), typeof(Password), typeof(SignupCode), typeof(TempToken), typeof(TokenText)],
            secrets.OrderBy(type => type.Name, StringComparer.Ordinal));
        Assert.All(secrets, secret =>
        {
            Assert.True(secret.IsValueType, $"{secret} is not a struct");
            Assert.True(secret.IsDefined(typeof(IsReadOnlyAttribute), inherit: false), $"{secret} is not readonly");
            Assert.Null(secret.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic));
            Assert.Equal(secret, secret.GetMethod("ToString", [])!.DeclaringType);
            Assert.DoesNotContain(secret.GetProperties(), property => property.PropertyType == typeof(string) && property.Name != nameof(AccesskeyToken.Shown));
        });
    }

    [Fact]
    public void Secrets_InWhateverHoldsThem_AreNotPrinted()
    {
        Assert.True(Password.TryParse(Secret, out var password));
        object[] holders =
        [
            AccesskeyToken.Parse(Secret),
            new TokenText(Secret),
            new CredentialText(Secret),
            password,
            LinkToken.Parse(Secret),
            SignupCode.Parse(Secret),
            TempToken.Parse(Secret),
            new SignupResponse(Secret),
            new MailText("somebody@example.net", "Subject", [Secret], new($"http://localhost/{Secret}")),
            new RequestCredential.Presented(CredentialKind.Token, new(Secret)),
            new CarriedCredentials { Query = [(CredentialKind.Token, new(Secret))], Authorization = Secret },
            new LoginOutcome.Accepted(new(Secret), new(Guid.Empty, [])),
            new SignInAttempt("somebody", Secret, new("request", Address: null), Device: null),
            new Bootstrap.FirstAdministratorOutcome.Generated("admin", password),
        ];

        Assert.All(holders, holder => Assert.DoesNotContain("secret", $"{holder}", StringComparison.OrdinalIgnoreCase));
    }
}
