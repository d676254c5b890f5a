using VoipBin.Auth.IntegrationTests.Infrastructure;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>What was sent, in a few words, and the answer to it.</summary>
internal sealed record Exchange(string What, RawResponse Response)
{
    /// <summary>The secrets that this answer is there to hand out.</summary>
    public HashSet<Secret> HandsOut { get; } = [];

    /// <summary>Everything that came back, whether it is an answer of HTTP or not.</summary>
    public string Text => Response.Text.Length > 0 ? Response.Text : Response.Body;

    public int Status => Response.Status;
}
