namespace VoipBin.Auth.ReliabilityTests.Clocks;

/// <summary>The wall clock of a process, moved by libfaketime: of all of its code, the framework's and the drivers' too. What is measured goes on as ever.</summary>
internal sealed class FakedClock
{
    private readonly string file;

    public FakedClock(Workplace place)
    {
        file = Path.Combine(place.Root, "clock");
        Set(TimeSpan.Zero);
        place.Settings["LD_PRELOAD"] = FindLibrary();
        place.Settings["FAKETIME_TIMESTAMP_FILE"] = file;
        place.Settings["FAKETIME_NO_CACHE"] = "1";
        place.Settings["FAKETIME_DONT_RESET"] = "1";
        place.Settings["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
    }

    /// <summary>How far it is ahead of the machine's from now on; behind, when negative.</summary>
    public void Set(TimeSpan ahead)
    {
        // Replaced, not written into: the process reads it at any moment.
        File.WriteAllText(file + ".new", FormattableString.Invariant($"{ahead.TotalSeconds:+0;-0;+0}\n"));
        File.Move(file + ".new", file, overwrite: true);
    }

    private static string FindLibrary() =>
        Directory.GetDirectories("/usr/lib").Append("/usr/lib").Select(directory => Path.Combine(directory, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("These tests need libfaketime: install the package faketime (scripts/test does).");
}
