using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.Tests.Authentication;

public sealed class DecisionTargetTests
{
    [Theory]
    [InlineData("/ping", "/ping")]
    [InlineData("/authzz/ext-authz/x", "/authzz/ext-authz/x")]
    [InlineData("/v1.0/authz/ext-authz", "/v1.0/authz/ext-authz")]
    public void Take_AnyOtherRequest_IsLeftAlone(string target, string normalised)
    {
        var request = Request(target, normalised);

        Assert.Null(DecisionTarget.Take(request));
        Assert.Equal((target, normalised), (request.RawTarget, request.Path));
    }

    [Theory]
    [InlineData("/authz/ext-authz/v1.0/calls?token=secret", "/authz/ext-authz/v1.0/calls", "/v1.0/calls?token=secret")]
    [InlineData("/authz/ext-authz", "/authz/ext-authz", "")]
    [InlineData("/authz/ext-authz?token=secret", "/authz/ext-authz", "?token=secret")]
    [InlineData("/AUTHZ/Ext-Authz/x", "/AUTHZ/Ext-Authz/x", "/x")]
    [InlineData("/authz/ext-authz/../../ping", "/ping", "/../../ping")]
    [InlineData("/authz/ext-authz/%2e%2e/%2e%2e/ping", "/ping", "/%2e%2e/%2e%2e/ping")]
    [InlineData("http://h/authz/ext-authz/../../ping", "/ping", "/../../ping")]
    public void Take_ExtAuthz_RoutesTheEndpointAndKeepsTheRestAside(string target, string normalised, string appended)
    {
        var request = Request(target, normalised);

        var targets = DecisionTarget.Take(request)!;

        Assert.Equal(appended, targets.Appended);
        Assert.Equal((DecisionTarget.ExtAuthz, DecisionTarget.ExtAuthz, ""), (request.Path, request.RawTarget, request.QueryString));
    }

    /// <summary>Neither resolving nor decoding may bring a request from one route to another.</summary>
    [Theory]
    [InlineData("/authz/../ping", "/ping", DecisionTarget.Root)]
    [InlineData("/authz/auth-request/../../ping", "/ping", DecisionTarget.Root)]
    [InlineData("/authz/auth-request/%2e%2e/%2e%2e/ping", "/ping", DecisionTarget.Root)]
    [InlineData("/authz/forward-auth/x", "/authz/forward-auth/x", DecisionTarget.Root)]
    [InlineData("/authz/ext-authzz/x", "/authz/ext-authzz/x", DecisionTarget.Root)]
    [InlineData("/x/../authz/ext-authz/v1.0/calls", "/authz/ext-authz/v1.0/calls", DecisionTarget.Root)]
    [InlineData("/%61uthz/auth-request", "/authz/auth-request", DecisionTarget.Root)]
    [InlineData("/authz", "/authz", DecisionTarget.Root)]
    [InlineData("/authz/", "/authz/", DecisionTarget.Root)]
    [InlineData("/authz/auth-request?token=secret", "/authz/auth-request", DecisionTarget.AuthRequest)]
    [InlineData("/authz/forward-auth?accesskey=secret", "/authz/forward-auth", DecisionTarget.ForwardAuth)]
    public void Take_OtherTargets_AreRoutedAsTheyWereSent(string target, string normalised, string routed)
    {
        var request = Request(target, normalised);

        var targets = DecisionTarget.Take(request)!;

        Assert.Equal(0, targets.Appended.Count);
        Assert.Equal((routed, routed, ""), (request.Path, request.RawTarget, request.QueryString));
    }

    [Fact]
    public void Take_HeadersWithTargets_AreTakenOut()
    {
        var request = Request("/authz/auth-request", "/authz/auth-request");
        request.Headers["X-Original-URI"] = "/x?token=secret";
        request.Headers["X-Forwarded-Uri"] = new(["/y?token=secret", "/z"]);

        var targets = DecisionTarget.Take(request)!;

        Assert.Equal(("/x?token=secret", 2), (targets.OriginalUri.ToString(), targets.ForwardedUri.Count));
        Assert.Empty(request.Headers);
        Assert.DoesNotContain("secret", targets.ToString(), StringComparison.Ordinal);
    }

    /// <param name="target">As it was sent.</param>
    /// <param name="normalised">The path that the web server makes of it.</param>
    private static HttpRequestFeature Request(string target, string normalised) =>
        new() { RawTarget = target, Path = normalised, QueryString = target.Contains('?', StringComparison.Ordinal) ? target[target.IndexOf('?', StringComparison.Ordinal)..] : "", Headers = new HeaderDictionary() };
}
