namespace VoipBin.Auth.Hosting;

/// <summary>Marks, as a feature, a request that came from a machine that is no trusted proxy.</summary>
internal sealed class UntrustedPeer
{
    public static readonly UntrustedPeer Instance = new();
}
