using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using VoipBin.Auth.Settings;

namespace VoipBin.Auth.Tokens;

/// <summary>The keys that sign and verify tokens, from the configuration; on a laptop, one that is generated once into the data directory.</summary>
internal sealed class SigningKeys
{
    /// <summary>For messages to operators.</summary>
    public const string HowTo = "for example the output of: VoipBin.Auth key token";

    public SigningKeys(IOptions<TokenOptions> options, IOptions<ServiceOptions> service)
    {
        var encoded = options.Value.SigningKeys is { Length: > 0 } configured ? configured : new[] { ReadOrGenerate(service.Value.DataPath("signing.key")) };
        All = [.. encoded.Select(key => new SymmetricSecurityKey(Convert.FromBase64String(key)))];
        Credentials = new(All[0], SecurityAlgorithms.HmacSha256);
    }

    /// <summary>Every key that verifies, the signing one first.</summary>
    public IReadOnlyList<SecurityKey> All { get; }

    /// <summary>What a new token is signed with.</summary>
    public SigningCredentials Credentials { get; }

    /// <summary>A secret for something else than tokens (RFC 5869), the same in every replica, which changes when another key signs.</summary>
    /// <param name="purpose">What it is for: another purpose has another secret.</param>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, ((SymmetricSecurityKey)Credentials.Key).Key, SigningKeyStrength.MinimumBytes, info: Encoding.ASCII.GetBytes(purpose));

    /// <summary>A new key, as it is written into the configuration.</summary>
    public static string Generate() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(SigningKeyStrength.MinimumBytes));

    private static string ReadOrGenerate(string path)
    {
        var key = DataDirectory.ReadOrCreateSecret(path, Generate);
        return SigningKeyStrength.FindFault(key) is not { } fault
            ? key
            : throw new OptionsValidationException(TokenOptions.SectionName, typeof(SigningKeys),
                [$"{path} {fault}: put the right key there, or delete the file, which ends every token, for a new one."]);
    }
}
