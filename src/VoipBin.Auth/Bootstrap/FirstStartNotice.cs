using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using VoipBin.Auth.Hosting;

namespace VoipBin.Auth.Bootstrap;

/// <summary>Tells the person in front of the first start how to go on. It goes to the standard output, once, and never to the log: it holds a password.</summary>
internal sealed class FirstStartNotice(IServer server, TextWriter output)
{
    public async Task WriteAsync(FirstAdministratorOutcome outcome)
    {
        if (outcome is not FirstAdministratorOutcome.Generated(var username, var password))
        {
            return;
        }

        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? ListenAddress.Default;
        var address = ListenAddress.Reachable(listening).GetLeftPart(UriPartial.Authority);
        await output.WriteLineAsync($$"""

            This is the first start: an admin was made. The password is shown only now.

            username: {{username}}
            password: {{password.Reveal()}}

            Console: {{address}}/console
            Try it:  curl -X POST {{address}}/auth/login -H 'Content-Type: application/json' -d '{"username":"{{username}}","password":"{{password.Reveal()}}"}'
            Swagger: {{address}}/swagger

            """);
    }
}
