namespace VoipBin.Auth.Agents;

/// <summary>Which of a customer's living agents are asked for.</summary>
/// <param name="Text">What username or name must contain, in any case of letters; empty for all.</param>
/// <param name="Page">From 1.</param>
internal sealed record AgentSearch(string Text, int Page)
{
    /// <summary>Agents on a page.</summary>
    public const int PageSize = 25;
}
