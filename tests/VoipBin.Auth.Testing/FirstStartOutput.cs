namespace VoipBin.Auth.Testing;

/// <summary>What the first start on SQLite prints for a person, read as a script would.</summary>
internal sealed record FirstStartOutput(string Username, string Password, string Console, string CurlLine, string Swagger)
{
    private const string UsernameLabel = "username: ";
    private const string PasswordLabel = "password: ";

    public static async Task<FirstStartOutput> ReadAsync(ServiceProcess service)
    {
        await Eventually.IsTrueAsync(() => IsPrinted(service), "the first start's notice is printed");
        return new(Rest(service, UsernameLabel), Rest(service, PasswordLabel), "http" + Rest(service, "Console: http"), "curl " + Rest(service, "curl "), "http" + Rest(service, "Swagger: http"));
    }

    public static bool IsPrinted(ServiceProcess service) => Count(service, "Swagger: ") > 0;

    /// <summary>On how many lines <paramref name="text"/> stands.</summary>
    public static int Count(ServiceProcess service, string text) => service.Lines.Count(line => line.Contains(text, StringComparison.Ordinal));

    /// <summary>What follows <paramref name="label"/> on the only line that has it.</summary>
    private static string Rest(ServiceProcess service, string label)
    {
        var line = Assert.Single(service.Lines, line => line.Contains(label, StringComparison.Ordinal));
        return line[(line.IndexOf(label, StringComparison.Ordinal) + label.Length)..];
    }
}
