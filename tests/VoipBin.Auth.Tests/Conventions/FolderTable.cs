namespace VoipBin.Auth.Tests.Conventions;

/// <summary>
/// Who may import whom: the table of the architecture document. A row may use the rows below it, never one above, and
/// never a neighbour unless named. When the table is wrong, change it there and here together, and say why.
/// </summary>
internal static class FolderTable
{
    private static readonly string[] Bottom = ["Json", "Settings", "Timestamps"];
    private static readonly string[] Ground = [.. Bottom, "Problems", "Telemetry", "Requests", "Authentication", "OpenApi", "Storage"];
    private static readonly string[] Services = ["Audit", "Credentials", "Guessing", "Mail", "MailedLinks", "Pages", "RateLimits"];
    private static readonly string[] Records = ["Accesskeys", "Agents"];
    private static readonly string[] UnderJourneys = [.. Ground, .. Services, "Customers", .. Records];
    private static readonly string[] Journeys = ["Me", "PasswordReset", "Signup", "Tokens", "Unregister"];

    /// <summary>Folder, and the folders that it may use besides itself.</summary>
    public static IReadOnlyDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>
    {
        // Ground.
        ["Json"] = [],
        ["Settings"] = [],
        ["Timestamps"] = [],
        ["Problems"] = [.. Bottom],
        ["Telemetry"] = [.. Bottom, "Problems"],
        ["Requests"] = [.. Bottom, "Problems", "Telemetry"],
        ["Authentication"] = [.. Bottom, "Problems", "Telemetry", "Requests"],
        ["OpenApi"] = [.. Bottom, "Problems", "Telemetry", "Requests", "Authentication"],
        ["Health"] = [.. Bottom, "Problems", "Telemetry", "Requests", "Authentication", "OpenApi"],
        ["Hosting"] = [.. Bottom, "Problems", "Telemetry", "Requests", "Authentication", "OpenApi"],
        ["Storage"] = ["Settings", "Telemetry", "Timestamps"],

        // Services.
        // Mail keeps an outbox in the database, so that a mail is stored with the change that it tells of.
        ["Mail"] = [.. Bottom, "Storage", "Telemetry"],
        // Links begin with the address under which the service is reached, which Hosting knows.
        ["MailedLinks"] = [.. Ground, "Hosting"],
        // Pages show the product's name, which is Mail's.
        ["Pages"] = [.. Ground, "Mail"],
        ["Audit"] = Ground,
        ["Credentials"] = Ground,
        ["Guessing"] = Ground,
        ["RateLimits"] = Ground,

        // Account and records.
        ["Customers"] = [.. Ground, .. Services],
        ["Accesskeys"] = [.. Ground, .. Services, "Customers"],
        ["Agents"] = [.. Ground, .. Services, "Customers"],

        // Journeys.
        ["Me"] = UnderJourneys,
        ["PasswordReset"] = UnderJourneys,
        ["Signup"] = UnderJourneys,
        ["Tokens"] = UnderJourneys,
        ["Unregister"] = UnderJourneys,

        // Edges.
        // Client is the package for services behind a proxy, which shares its names with us.
        ["Identity"] = [.. Ground, "Client"],
        // Where decisions are listened for, and whom they are answered, Hosting knows.
        ["ForwardAuth"] = [.. Bottom, "Authentication", "Problems", "Telemetry", "Hosting", "Identity", "Client"],
        ["Introspection"] = [.. Bottom, "Authentication", "OpenApi", "Problems", "RateLimits", "Requests", "Telemetry"],
        // The page of a new key shows how to use it at the address of this deployment, which Hosting knows.
        ["AdminConsole"] = [.. UnderJourneys.Except(["Storage"]), .. Journeys, "Hosting"],

        // First.
        // The verb that makes keys knows all kinds of them.
        ["Bootstrap"] = [.. UnderJourneys, .. Journeys, "Health", "Hosting", "Identity"],
    };
}
