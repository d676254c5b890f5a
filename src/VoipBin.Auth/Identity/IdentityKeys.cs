using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Identity;

/// <summary>The keys that sign the identities of callers, from the configuration; on a laptop, one that is generated once into the data directory.</summary>
internal sealed class IdentityKeys
{
    /// <summary>How long a new key is published before it signs: services ask for the keys again every few minutes, and replicas are not restarted all at once.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private const string FileName = "identity.pem";
    private const string PemEnd = "-----END PRIVATE KEY-----";

    private readonly IdentityKey[] keys;
    private readonly DateTimeOffset firstSigns;
    private readonly TimeProvider time;

    public IdentityKeys(IOptions<IdentityOptions> options, IOptions<ServiceOptions> service, TimeProvider time)
    {
        keys = options.Value.SigningKeys is { Length: > 0 } configured
            ? [.. configured.Select(key => IdentityKey.TryRead(key)!)]
            : ReadOrGenerate(service.Value.DataPath(FileName));
        (this.time, firstSigns) = (time, time.GetUtcNow() + Overlap);
    }

    /// <summary>The public halves of all keys, for who verifies.</summary>
    public IEnumerable<JsonWebKey> Published => keys.Select(key => key.Published);

    /// <summary>What an identity is signed with now.</summary>
    public SigningCredentials Credentials => (keys.Length > 1 && time.GetUtcNow() < firstSigns ? keys[1] : keys[0]).Credentials;

    /// <summary>A file may hold several keys, the newest first.</summary>
    private static IdentityKey[] ReadOrGenerate(string path)
    {
        var texts = DataDirectory.ReadOrCreateSecret(path, static () => IdentityKey.Generate().WritePem() + "\n").Split(PemEnd, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var read = texts.Select(text => IdentityKey.TryRead($"{text}\n{PemEnd}")).OfType<IdentityKey>().ToArray();
        return read.Length > 0 && read.Length == texts.Length && !read.Any(key => key.IsPublished)
            ? read
            : throw new OptionsValidationException(IdentityOptions.SectionName, typeof(IdentityKeys),
                [$"{path} holds something else than private keys on the curve P-256 as PEM (BEGIN PRIVATE KEY), or one that everybody has: put the right keys there, or delete the file for a new one."]);
    }
}
