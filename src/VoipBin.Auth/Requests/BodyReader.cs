using VoipBin.Auth.Problems;

namespace VoipBin.Auth.Requests;

/// <summary>Reads a request's body as it was sent, up to the most that one may have.</summary>
internal static class BodyReader
{
    /// <summary>The most that a body may have, in bytes.</summary>
    public const int MaximumBytes = 64 * 1024;

    /// <param name="context">The request.</param>
    /// <param name="malformed">The answer to chunks that are none.</param>
    public static async Task<(ReadOnlyMemory<byte> Body, Problem? Refusal)> ReadAsync(HttpContext context, Problem malformed)
    {
        if (context.Request.ContentLength > MaximumBytes)
        {
            return (default, ProblemCatalogue.BodyTooLarge);
        }

        // One byte more than allowed tells that there is more.
        var buffer = new byte[(int)(context.Request.ContentLength ?? MaximumBytes) + 1];
        using var deadline = new BodyDeadline(context);
        try
        {
            var length = await context.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, deadline.Token);
            return length > MaximumBytes ? (default, ProblemCatalogue.BodyTooLarge) : (buffer.AsMemory(0, length), null);
        }
        catch (BadHttpRequestException exception)
        {
            return (default, exception.StatusCode switch
            {
                StatusCodes.Status408RequestTimeout => ProblemCatalogue.RequestTimeout,
                StatusCodes.Status413PayloadTooLarge => ProblemCatalogue.BodyTooLarge,
                _ => malformed,
            });
        }
        catch (OperationCanceledException) when (deadline.IsMissed)
        {
            return (default, ProblemCatalogue.RequestTimeout);
        }
        catch (IOException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // A chunk whose size no number can hold: the server tells it from a lost connection only by that.
            return (default, malformed);
        }
    }
}
