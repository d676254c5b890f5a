using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
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
    /// <exception cref="BadHttpRequestException">The body is larger than any of ours.</exception>
    public async Task<IFormCollection?> ReadAsync(HttpContext context)
    {
        Limit(context);
        PageCookie.Present(context);
        try
        {
            await antiforgery.ValidateRequestAsync(context);
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (AntiforgeryValidationException exception) when (exception.InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } tooLarge)
        {
            // Read for the hidden field, and taken for a form without one.
            throw new BadHttpRequestException(tooLarge.Message, tooLarge.StatusCode, tooLarge);
        }
        catch (AntiforgeryValidationException)
        {
            return null;
        }
    }

    /// <summary>The fields of a form that will not be carried out, whoever sent it: so that what was typed is not lost. Empty when there are none.</summary>
    public static async Task<IFormCollection> PeekAsync(HttpContext context)
    {
        Limit(context);
        try
        {
            return context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return FormCollection.Empty;
        }
    }

    private static void Limit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = BodyReader.MaximumBytes;
        }
    }
}
