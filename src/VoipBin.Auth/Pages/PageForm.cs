using Microsoft.AspNetCore.Antiforgery;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Pages;

/// <summary>The form of a page, protected against being sent by somebody else's page.</summary>
internal sealed class PageForm(IAntiforgery antiforgery)
{
    /// <summary>The name of the hidden field.</summary>
    public const string FieldName = "form_token";

    /// <summary>The value of the hidden field; sets the cookie that belongs to it, unless the browser has one.</summary>
    public string Prepare(HttpContext context)
    {
        PageCookie.Present(context);
        var tokens = antiforgery.GetTokens(context);
        if (tokens.CookieToken is { } cookie)
        {
            PageCookie.Set(context, cookie);
        }

        return tokens.RequestToken!;
    }

    /// <summary>The fields of a form that our page sent; null for anything else.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than any of ours, or came too slowly.</exception>
    public async Task<IFormCollection?> ReadAsync(HttpContext context)
    {
        PageCookie.Present(context);
        if (!context.Request.HasFormContentType)
        {
            return null;
        }

        try
        {
            // Before the framework looks for the hidden field, which it would wait for without a limit.
            var form = await ReadInTimeAsync(context);
            await antiforgery.ValidateRequestAsync(context);
            return form;
        }
        catch (Exception exception) when (exception is AntiforgeryValidationException or InvalidDataException || (exception is IOException and not BadHttpRequestException { StatusCode: not StatusCodes.Status400BadRequest }))
        {
            return null;
        }
    }

    /// <summary>The fields of a form that will not be carried out, whoever sent it: so that what was typed is not lost. Empty when there are none.</summary>
    public static async Task<IFormCollection> PeekAsync(HttpContext context)
    {
        try
        {
            return context.Request.HasFormContentType ? await ReadInTimeAsync(context) : FormCollection.Empty;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return FormCollection.Empty;
        }
    }

    /// <summary>The framework's own reading takes as long as the client likes, and can be ended only with the connection: then nobody hears why.</summary>
    private static async Task<IFormCollection> ReadInTimeAsync(HttpContext context)
    {
        var (body, refusal) = await BodyReader.ReadAsync(context, ProblemCatalogue.InvalidForm);
        if (refusal is not null)
        {
            throw new BadHttpRequestException(refusal.Message, refusal.StatusCode);
        }

        context.Request.Body = new MemoryStream(body.ToArray(), writable: false);
        return await context.Request.ReadFormAsync(context.RequestAborted);
    }
}
