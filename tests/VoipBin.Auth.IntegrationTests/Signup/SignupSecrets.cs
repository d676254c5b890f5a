using System.Globalization;
using Microsoft.EntityFrameworkCore;
using VoipBin.Auth.IntegrationTests.Infrastructure;
using VoipBin.Auth.Signup;

namespace VoipBin.Auth.IntegrationTests.Signup;

/// <summary>What only somebody finds who has both the database and a temp_token: the code, by trying every one.</summary>
internal static class SignupSecrets
{
    public static async Task<string> FindCodeAsync(AuthService service, string tempToken)
    {
        var signup = await FindAsync(service, tempToken);
        var token = TempToken.Parse(tempToken);
        return Enumerable.Range(0, 1_000_000).AsParallel()
            .Select(number => number.ToString("D6", CultureInfo.InvariantCulture))
            .First(code => signup.Matches(token, SignupCode.Parse(code)));
    }

    public static Task<PendingSignup> FindAsync(AuthService service, string tempToken)
    {
        var hash = TempToken.Parse(tempToken).Hash();
        return service.Seed.InDatabaseAsync(database => database.Set<PendingSignup>().AsNoTracking().SingleAsync(row => row.TempTokenHash == hash));
    }
}
