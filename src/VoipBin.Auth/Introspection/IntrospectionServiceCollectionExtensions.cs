namespace VoipBin.Auth.Introspection;

internal static class IntrospectionServiceCollectionExtensions
{
    public static IServiceCollection AddIntrospection(this IServiceCollection services) => services.AddSingleton<Introspector>();
}
