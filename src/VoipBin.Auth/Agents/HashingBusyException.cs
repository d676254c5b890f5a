namespace VoipBin.Auth.Agents;

/// <summary>So many wait to have a password hashed that another one should try again later.</summary>
internal sealed class HashingBusyException() : Exception("Too many passwords wait to be hashed.");
