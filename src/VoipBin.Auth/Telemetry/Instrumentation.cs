using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;

namespace VoipBin.Auth.Telemetry;

/// <summary>
/// By what the service is measured and traced. Each feature makes its own instruments, of one meter; <c>docs/operations.md</c> lists them all.
/// A tag is one of a few fixed words: never an id, an address, a name, or anything of a credential.
/// </summary>
internal static class Instrumentation
{
    /// <summary>The name of the meter and of the source of activities.</summary>
    public const string Name = "VoipBin.Auth";

    /// <summary>The service's version, as it was built.</summary>
    public static readonly string Version = typeof(Instrumentation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Spans of ours, beside those of the web server and of Npgsql: null activities while nobody listens.</summary>
    public static readonly ActivitySource Activities = new(Name, Version);

    /// <summary>The service's meter: one a host, whoever asks for it.</summary>
    public static Meter CreateServiceMeter(this IMeterFactory meters) => meters.Create(Name, Version);
}
