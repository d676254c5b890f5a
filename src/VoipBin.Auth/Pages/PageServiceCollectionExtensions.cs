namespace VoipBin.Auth.Pages;

internal static class PageServiceCollectionExtensions
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie = PageCookie.Builder;
            options.FormFieldName = PageForm.FieldName;
            options.HeaderName = null;
            options.SuppressXFrameOptionsHeader = true;
        });

        // A stale cookie is an everyday thing, which the framework would log with its stack.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None));
        return services.AddSingleton<PageForm>();
    }
}
