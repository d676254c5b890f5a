using System.Text.Json;

namespace VoipBin.Auth.BrowserTests.Infrastructure;

/// <summary>A customer of a test's own.</summary>
internal sealed record Tenant(RunningService Service, Person Admin)
{
    /// <summary>The API as the admin sees it, by another login than the browser's.</summary>
    public async Task<Api> ApiAsync() => Service.ApiOf(await Service.Process.LoginForTokenAsync(Admin.Username, Admin.Password));

    /// <summary>Somebody with fewer rights.</summary>
    /// <param name="permission">16 for an agent, 64 for a manager.</param>
    public async Task<Person> AddPersonAsync(int permission)
    {
        var person = new Person($"colleague.{Admin.Username}", Person.UsualPassword);
        await (await ApiAsync()).SendAsync("POST", "/v1.0/agents", new { username = person.Username, password = person.Password, permission });
        return person;
    }

    /// <summary>The customer's keys, the newest first, as the API lists them.</summary>
    public async Task<IReadOnlyList<JsonElement>> AccesskeysAsync() =>
        [.. (await (await ApiAsync()).SendAsync("GET", "/v1.0/accesskeys")).GetProperty("result").EnumerateArray()];

    /// <summary>Waits until a use of the newest key is recorded.</summary>
    public Task WaitForUseAsync() =>
        Eventually.IsTrueAsync(async () => (await AccesskeysAsync())[0].GetProperty("tm_last_used").ValueKind != JsonValueKind.Null, "the use is recorded");
}

/// <summary>Somebody who can sign in.</summary>
internal sealed record Person(string Username, string Password)
{
    public const string UsualPassword = "velvet anchor sunrise";
}
