// A service of the platform. It sees no credential: the proxy took it out of the request, and says who the caller is.
// It is configured by the environment: Identity__KeysAddress, Identity__Audiences__0, ASPNETCORE_URLS.
using System.Text.Json;
using System.Text.Json.Serialization;
using VoipBin.Auth.Client;
using VoipBin.Sample;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddVoipBinIdentity(builder.Configuration.GetSection("Identity").Bind);
builder.Services.ConfigureHttpJsonOptions(options =>
{
    options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
    options.SerializerOptions.Converters.Add(new JsonStringEnumConverter<VoipBinCallerType>(JsonNamingPolicy.SnakeCaseLower));
});

var app = builder.Build();
var calls = app.MapGroup("/v1.0/calls").RequireAuthorization();

// Anybody with a good credential; a real one lists the calls of caller.CustomerId, and of nobody else.
calls.MapGet("", (VoipBinCaller caller) => new CallList(caller.CustomerId, caller.Type, []));

// Those who manage the customer.
calls.MapGet("/{id:guid}", (Guid id, VoipBinCaller caller) => new Call(id, caller.CustomerId))
    .RequirePermission(VoipBinPermissions.CustomerAdmin | VoipBinPermissions.CustomerManager);

app.Run();
