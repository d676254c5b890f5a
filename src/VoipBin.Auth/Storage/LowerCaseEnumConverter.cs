using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace VoipBin.Auth.Storage;

/// <summary>Stores an enumeration as its lower-case name, so that an operator can read and write it with SQL.</summary>
internal sealed class LowerCaseEnumConverter<TEnum>() : ValueConverter<TEnum, string>(
    value => value.ToString().ToLowerInvariant(),
    text => Enum.Parse<TEnum>(text, true))
    where TEnum : struct, Enum;
