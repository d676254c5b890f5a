using System.Data.Common;
using VoipBin.Auth.Storage;

namespace VoipBin.Auth.Customers;

/// <summary>How the questions of the verify path read a customer's state, whose table they call <c>c</c>.</summary>
internal static class CustomerStateColumns
{
    public const string Sql = "c.status, c.tm_delete, c.tm_deletion_scheduled, c.tm_deletion_effective";

    /// <param name="reader">The row.</param>
    /// <param name="first">The first of the columns.</param>
    public static CustomerState Read(DbDataReader reader, int first) => new(
        Enum.Parse<CustomerStatus>(reader.GetString(first), ignoreCase: true),
        reader.GetInstantOrNull(first + 1),
        reader.GetInstantOrNull(first + 2),
        reader.GetInstantOrNull(first + 3));
}
