using Microsoft.AspNetCore.Components;

namespace VoipBin.Auth.Pages;

internal static class PageResults
{
    /// <summary>A page that is made of what it is given: see <see cref="PageHost{TPage}"/>.</summary>
    public static IResult Of<TPage>(int statusCode, params IReadOnlyList<object> shown)
        where TPage : IComponent => new PageResult<PageHost<TPage>>(new Dictionary<string, object?> { [nameof(PageHost<TPage>.Shown)] = shown }, statusCode);

    /// <summary>A page that says one thing.</summary>
    public static IResult Message(string title, string text, int statusCode = StatusCodes.Status200OK) =>
        new PageResult<MessagePage>(new Dictionary<string, object?> { [nameof(MessagePage.Title)] = title, [nameof(MessagePage.Text)] = text }, statusCode);

    /// <summary>A link that is not good (any more).</summary>
    public static IResult InvalidLink() => Message(
        "This link is no longer good", "It was used, or is too old, or a newer one took its place. Ask for a new one.", StatusCodes.Status400BadRequest);

    /// <summary>A form that this service did not make for this browser, or made too long ago.</summary>
    public static IResult InvalidForm() => Message(
        "This form is out of date", "Open the link in your mail again, and send the form from there. Cookies of this site must be allowed.", StatusCodes.Status400BadRequest);
}
