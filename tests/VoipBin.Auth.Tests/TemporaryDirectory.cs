namespace VoipBin.Auth.Tests;

/// <summary>A directory of one test, gone afterwards.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("voipbin-auth-tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
