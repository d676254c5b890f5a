using System.Text.Json;

namespace VoipBin.Auth.ReliabilityTests.Ledgers;

/// <summary>What a request was answered.</summary>
/// <param name="Status">Its status; 0 when the connection failed.</param>
/// <param name="Body">Its body, when it is JSON.</param>
internal sealed record Answer(int Status, JsonElement Body)
{
    public bool IsSuccess => Status is 200 or 201;

    /// <summary>Nobody could say, or nobody was there: whether the change happened is not known.</summary>
    public bool IsUnknown => Status is 503 or 0;

    public string Text(string member) => Body.GetProperty(member).GetString()!;

    public Guid Id => Body.GetProperty("id").GetGuid();
}
