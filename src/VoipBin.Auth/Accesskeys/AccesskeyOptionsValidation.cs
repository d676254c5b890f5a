using Microsoft.Extensions.Options;

namespace VoipBin.Auth.Accesskeys;

/// <summary>What the ranges of single settings cannot say: the three lifetimes are in order.</summary>
internal sealed class AccesskeyOptionsValidation : IValidateOptions<AccesskeyOptions>
{
    public ValidateOptionsResult Validate(string? name, AccesskeyOptions options)
    {
        if (options.MinimumLifetime > options.MaximumLifetime)
        {
            return ValidateOptionsResult.Fail("Accesskeys:MinimumLifetime is longer than Accesskeys:MaximumLifetime, for example use 1.00:00:00 and 3650.00:00:00.");
        }

        return options.DefaultLifetime < options.MinimumLifetime || options.DefaultLifetime > options.MaximumLifetime
            ? ValidateOptionsResult.Fail("Accesskeys:DefaultLifetime is not between Accesskeys:MinimumLifetime and Accesskeys:MaximumLifetime, for example use 365.00:00:00.")
            : ValidateOptionsResult.Success;
    }
}
