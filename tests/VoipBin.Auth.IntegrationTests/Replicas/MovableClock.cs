using System.IO.MemoryMappedFiles;

namespace VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>A wall clock that another process moves, by a number in a file that both share. What is measured goes on as ever.</summary>
internal sealed class MovableClock : TimeProvider, IDisposable
{
    /// <summary>The environment variable that names the file.</summary>
    public const string Variable = "MOVABLE_CLOCK";

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor ticks;

    public MovableClock(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, sizeof(long));
        ticks = file.CreateViewAccessor();
    }

    /// <summary>How far it is ahead of the machine's clock; behind, when negative.</summary>
    public TimeSpan Ahead
    {
        get => TimeSpan.FromTicks(ticks.ReadInt64(0));
        set => ticks.Write(0, value.Ticks);
    }

    public static MovableClock OfThisProcess() => new(Environment.GetEnvironmentVariable(Variable)!);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public void Dispose()
    {
        ticks.Dispose();
        file.Dispose();
    }
}
