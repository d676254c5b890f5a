namespace VoipBin.Auth.Guessing;

/// <summary>The secret under which names are remembered that somebody failed to sign in with. The same in every replica; another one forgets all failures.</summary>
/// <param name="Bytes">At least 32.</param>
internal sealed record GuessKey(byte[] Bytes)
{
    public override string ToString() => "***";
}
