using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using VoipBin.Auth.IntegrationTests.Replicas;

/// <summary>What the runtime calls before the service's own code, in a process whose <c>DOTNET_STARTUP_HOOKS</c> names this assembly: puts a <see cref="MovableClock"/> in the place of the clock.</summary>
internal static class StartupHook
{
    public static void Initialize() => DiagnosticListener.AllListeners.Subscribe(new HostWatcher());

    private sealed class HostWatcher : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting")
            {
                value.Subscribe(this);
            }
        }

        /// <summary>What is added here comes after everything that the service adds.</summary>
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
            {
                builder.ConfigureServices((_, services) => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(MovableClock.OfThisProcess())));
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
