using Microsoft.AspNetCore.DataProtection;

namespace VoipBin.Auth.Storage;

/// <summary>The Data Protection keys as a whole.</summary>
internal sealed class KeyRing(IDataProtectionProvider provider)
{
    /// <summary>Reads the ring, and makes its first key when there is none. The caller holds the <see cref="StartLock"/>, so that replicas that start together make one key.</summary>
    public void Prepare() => provider.CreateProtector(nameof(KeyRing)).Protect([]);
}
