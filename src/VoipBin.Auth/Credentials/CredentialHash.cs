using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace VoipBin.Auth.Credentials;

/// <summary>The SHA-256 of a credential, by which it is remembered: never by its text.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CredentialHash(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    /// <summary>Enough for a token with long names in it.</summary>
    private const int StackBytes = 2048;

    /// <summary>The hash of a credential's text in UTF-8.</summary>
    public static CredentialHash Of(ReadOnlySpan<char> text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = length <= StackBytes ? stackalloc byte[StackBytes] : new byte[length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        return Read(hash);
    }

    /// <summary>A hash as an accesskey's row holds it.</summary>
    public static CredentialHash Read(ReadOnlySpan<byte> hash) => new(
        BinaryPrimitives.ReadUInt64BigEndian(hash),
        BinaryPrimitives.ReadUInt64BigEndian(hash[8..]),
        BinaryPrimitives.ReadUInt64BigEndian(hash[16..]),
        BinaryPrimitives.ReadUInt64BigEndian(hash[24..]));

    /// <summary>A hash as 64 hexadecimal digits; null for any other text.</summary>
    public static CredentialHash? TryParse(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        return text.Length == 2 * SHA256.HashSizeInBytes && Convert.FromHexString(text, hash, out _, out _) == OperationStatus.Done ? Read(hash) : null;
    }

    public byte[] ToBytes()
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(hash, First);
        BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(8), Second);
        BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(16), Third);
        BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(24), Fourth);
        return hash;
    }

    /// <summary>A SHA-256 is as good a hash code as there is.</summary>
    public override int GetHashCode() => First.GetHashCode();

    public override string ToString() => "***";
}
