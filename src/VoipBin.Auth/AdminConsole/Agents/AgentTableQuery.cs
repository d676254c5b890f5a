using VoipBin.Auth.Agents;

namespace VoipBin.Auth.AdminConsole.Agents;

/// <summary>What the address of the table says: which agents, which page.</summary>
internal sealed record AgentTableQuery(string Text, int Page)
{
    public const string Path = "/console/agents";

    public AgentSearch Search => new(Text, Page);

    public static ValueTask<AgentTableQuery?> BindAsync(HttpContext context) =>
        ValueTask.FromResult<AgentTableQuery?>(new(TableAddress.TextOf(context.Request.Query), TableAddress.PageOf(context.Request.Query)));

    /// <summary>The address.</summary>
    public override string ToString() => TableAddress.Of(Path, Text, Page);
}
