using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using VoipBin.Auth.Json;

namespace VoipBin.Auth.Problems;

/// <summary>The only place that writes a refusal's body, for every layer of the service.</summary>
internal static class ProblemWriter
{
    private const string Challenge = "Bearer realm=\"voipbin\"";

    private static readonly JsonSerializerOptions Ascii = new(ServiceJson.Options) { Encoder = JavaScriptEncoder.Default };

    /// <summary>Answers <paramref name="context"/> with <paramref name="problem"/>; does nothing when an answer has begun.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem, IReadOnlyList<object>? details = null)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            return Task.CompletedTask;
        }

        response.StatusCode = problem.StatusCode;
        if (problem.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (problem.StatusCode == StatusCodes.Status403Forbidden)
        {
            context.RequestServices.GetRequiredService<RefusalLog>().Write(context, problem);
        }

        // What is still to come of the body would be taken for the next request, or waited for.
        if (problem.StatusCode == StatusCodes.Status408RequestTimeout && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            response.Headers.Connection = "close";
        }

        if (problem.ChallengeError is not null || problem.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = problem.ChallengeError is { } error ? $"{Challenge}, error=\"{error}\"" : Challenge;
        }

        if (PageOf(context) is { } page)
        {
            return page.WriteAsync(context, problem);
        }

        var body = new ProblemBody(new(problem.Status, problem.Reason, problem.Message, context.TraceIdentifier, details is { Count: > 0 } ? details : null));
        if (context.Features.Get<ProblemHeader>() is { } header)
        {
            response.Headers[header.Name] = WriteLine(body, header.MaximumBytes);
        }

        var utf8 = JsonSerializer.SerializeToUtf8Bytes(body, ServiceJson.Options);
        (response.ContentType, response.ContentLength) = ("application/json; charset=utf-8", utf8.Length);

        // Only handed over, so that a client that went away is no exception here: there would be nobody left to handle it.
        response.BodyWriter.Write(utf8);
        return Task.CompletedTask;
    }

    private static string WriteLine(ProblemBody body, int maximum)
    {
        var line = JsonSerializer.Serialize(body, Ascii);
        return line.Length <= maximum ? line : JsonSerializer.Serialize(new ProblemBody(body.Error with { Details = null }), Ascii);
    }

    /// <summary>The exception handler takes the endpoint away, and remembers it. Where every path is for people, known or not, a feature of the request says so.</summary>
    private static ProblemPageMetadata? PageOf(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint)?.Metadata.GetMetadata<ProblemPageMetadata>()
        ?? context.Features.Get<ProblemPageMetadata>();
}
