using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.RateLimits;

/// <summary>How much one client may ask for. Each limit is a bucket: so many at once, refilled by so many a second; zero a second switches it off. Each replica counts for itself.</summary>
internal sealed class RateLimitOptions : ISettings
{
    private const int Most = 1_000_000;

    public static string SectionName => "RateLimits";

    /// <summary>Requests a second of one client address to routes under <c>/auth</c> and <c>/console</c> that need no credential: login, signup and their like. Default 10.</summary>
    [Range(0, Most)]
    public int AnonymousPerSecond { get; set; } = 10;

    /// <summary>How many of them may come at once. Default 20.</summary>
    [Range(1, Most)]
    public int AnonymousBurst { get; set; } = 20;

    /// <summary>Requests a second of one client address to routes that need a credential. Default 200. Decisions for reverse proxies and introspection are not among them.</summary>
    [Range(0, Most)]
    public int ApiPerSecond { get; set; } = 200;

    /// <summary>How many of them may come at once. Default 400.</summary>
    [Range(1, Most)]
    public int ApiBurst { get; set; } = 400;

    /// <summary>Requests a second of one customer to <c>/v1.0</c>, from all its addresses. Default 500.</summary>
    [Range(0, Most)]
    public int CustomerPerSecond { get; set; } = 500;

    /// <summary>How many of them may come at once. Default 1000.</summary>
    [Range(1, Most)]
    public int CustomerBurst { get; set; } = 1000;

    /// <summary>Credentials a second of one client address that nobody has. Beyond it only credentials are judged that were found to be real before. Default 10.</summary>
    [Range(0, Most)]
    public int FailedCredentialsPerSecond { get; set; } = 10;

    /// <summary>How many of them may come at once. Default 100.</summary>
    [Range(1, Most)]
    public int FailedCredentialsBurst { get; set; } = 100;

    /// <summary>Accesskeys a second that nobody has, of which one customer asks what they are worth. Beyond it none is judged that was not found to be real before. Default 100.</summary>
    [Range(0, Most)]
    public int FailedIntrospectionsPerSecond { get; set; } = 100;

    /// <summary>How many of them may come at once, and how many such questions may be under way. Default 1000.</summary>
    [Range(1, Most)]
    public int FailedIntrospectionsBurst { get; set; } = 1000;

    /// <summary>Failed logins a second of one client address. Default 1.</summary>
    [Range(0, Most)]
    public int FailedLoginsPerSecond { get; set; } = 1;

    /// <summary>How many of them may come at once. Default 5.</summary>
    [Range(1, Most)]
    public int FailedLoginsBurst { get; set; } = 5;

    /// <summary>How many logins of one client address may wait for their turn while others are judged. Default 1; 0 means as many as there is room for.</summary>
    [Range(0, Most)]
    public int WaitingLogins { get; set; } = 1;
}
