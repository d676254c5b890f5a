using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VoipBin.Auth.Accesskeys;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Tests.Requests;

/// <summary>Binds a body as the framework would.</summary>
internal static class BodyProbe
{
    /// <summary>"ok", or the refusal in one line: status, reason, and what the details say of which field.</summary>
    public static Task<string> BindAsync<TBody>(string json, bool declaresLength = true)
        where TBody : class, IRequestBody, new() => BindAsync<TBody>(Encoding.UTF8.GetBytes(json), declaresLength);

    public static async Task<string> BindAsync<TBody>(byte[] body, bool declaresLength = true)
        where TBody : class, IRequestBody, new()
    {
        var bound = await JsonBody<TBody>.BindAsync(ContextWith(new MemoryStream(body), declaresLength ? body.Length : null));

        return Describe(bound!.Refusal);
    }

    public static DefaultHttpContext ContextWith(Stream body, long? contentLength)
    {
        var services = new ServiceCollection().AddOptions().AddSingleton(Options.Create(new AccesskeyOptions())).BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Body = body;
        context.Request.ContentLength = contentLength;
        return context;
    }

    public static string Describe(ProblemResult? refusal) => refusal is null
        ? "ok"
        : string.Join(' ', [$"{refusal.StatusCode} {refusal.Problem.Reason}", .. refusal.Details.Cast<FieldFault>().Select(fault => $"{fault.Field}/{fault.Rule}")]);
}
