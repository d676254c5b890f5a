using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Hosting;

/// <summary>Checks that each origin is written as browsers send it: with a slash or a path it would never match.</summary>
internal sealed class CorsSettingsValidation : IValidateOptions<CorsSettings>
{
    public ValidateOptionsResult Validate(string? name, CorsSettings options)
    {
        var faults = options.Origins
            .Select((origin, index) => IsOrigin(origin) ? null : $"Cors:Origins:{index} is \"{origin}\": it must be scheme, host and port without a slash at the end, for example https://app.example.net.")
            .OfType<string>()
            .ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && text == uri.GetLeftPart(UriPartial.Authority);
}
