namespace VoipBin.Auth.Mail;

/// <summary>What waits in the outbox.</summary>
/// <param name="Waiting">How many mails.</param>
/// <param name="Oldest">When the oldest of them was written; null when there is none.</param>
internal sealed record OutboxState(int Waiting, DateTimeOffset? Oldest);
