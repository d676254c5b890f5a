using System.Text.RegularExpressions;
using Microsoft.Playwright;
using VoipBin.Auth.BrowserTests.Infrastructure;

namespace VoipBin.Auth.BrowserTests.AdminConsole;

/// <summary>What people do in the console, as they would say it.</summary>
internal static class ConsoleSteps
{
    /// <summary>Opens a page of the console in a new tab, and signs in on the way.</summary>
    public static async Task<IPage> SignInAsync(this Visitor visitor, Person person, string target = "/console")
    {
        var page = await visitor.OpenAsync(target);
        await page.SignInAsync(person.Username, person.Password);
        await page.ExpectTitleAsync("Overview", "Accesskeys", "New accesskey", "This page is not for you");
        return page;
    }

    /// <summary>Fills in the form that asks who one is, and sends it.</summary>
    public static async Task SignInAsync(this IPage page, string username, string password)
    {
        await page.GetByLabel("Username").FillAsync(username);
        await page.GetByLabel("Password").FillAsync(password);
        await page.PressAsync("Sign in");
    }

    /// <summary>Fills in the form for a new key, on its page or on the way there, and does not send it.</summary>
    public static async Task FillInKeyAsync(this IPage page, string name, string expiry = "30 days")
    {
        await page.GotoAsync(new Uri(new(page.Url), "/console/accesskeys/new").ToString());
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel(expiry).CheckAsync();
    }

    /// <summary>Makes a key.</summary>
    /// <returns>What is shown this one time.</returns>
    public static async Task<string> CreateKeyAsync(this IPage page, string name, string expiry = "30 days")
    {
        await page.FillInKeyAsync(name, expiry);
        await page.PressAsync("Create accesskey");
        await page.ExpectTitleAsync("Your new accesskey");
        return await page.GetByLabel(name).InputValueAsync();
    }

    /// <summary>Finds a key in the table, and deletes it.</summary>
    public static async Task DeleteKeyAsync(this IPage page, string name)
    {
        await page.GoToAsync("Accesskeys");
        await page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Delete…" }).ClickAsync();
        await page.PressAsync("Delete");
    }

    /// <summary>Follows a link of the navigation.</summary>
    public static Task GoToAsync(this IPage page, string title) => page.GetByRole(AriaRole.Navigation, new() { Name = "Console" }).GetByRole(AriaRole.Link, new() { Name = title }).ClickAsync();

    /// <summary>Presses a button.</summary>
    public static Task PressAsync(this IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Waits until the page is one of these.</summary>
    public static Task ExpectTitleAsync(this IPage page, params string[] titles) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(new Regex($"^({string.Join('|', titles.Select(Regex.Escape))})$", RegexOptions.None, TimeSpan.FromSeconds(1)));

    /// <summary>Waits until the page says so, in the place for what was just done or is wrong.</summary>
    public static Task ExpectNoteAsync(this IPage page, string text) => Assertions.Expect(page.Locator(".note")).ToContainTextAsync(text);
}
