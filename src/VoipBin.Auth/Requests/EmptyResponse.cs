namespace VoipBin.Auth.Requests;

/// <summary>An answer that says no more than its status.</summary>
internal sealed record EmptyResponse;
