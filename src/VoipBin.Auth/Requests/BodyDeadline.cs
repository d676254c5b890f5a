using Microsoft.Extensions.Options;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Requests;

/// <summary>
/// Until when the body of a request must be there. The credential was judged before the body is read: whoever sends his body in drops
/// would act minutes later by rights that he has no more.
/// </summary>
internal sealed class BodyDeadline : IDisposable
{
    private readonly HttpContext context;
    private readonly CancellationTokenSource source;

    /// <summary>Begins when somebody begins to read.</summary>
    public BodyDeadline(HttpContext context)
    {
        this.context = context;
        source = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        source.CancelAfter(context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.BodyTimeout);
    }

    /// <summary>Ends the reading, at the deadline or when the client goes away.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Whether it was the deadline.</summary>
    public bool IsMissed => source.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested;

    public void Dispose() => source.Dispose();
}
