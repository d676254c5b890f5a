using Microsoft.Extensions.Primitives;
using VoipBin.Auth.Problems;

namespace VoipBin.Auth.AdminConsole;

/// <summary>What stands in a form when it is shown: what was typed into it, and what is wrong with that.</summary>
internal sealed class FormState
{
    /// <summary>A form that nobody has typed into.</summary>
    public static readonly FormState Empty = new([]);

    private readonly Dictionary<string, StringValues> fields;

    private FormState(IEnumerable<KeyValuePair<string, StringValues>> fields, params IEnumerable<FieldFault> faults) => (this.fields, Faults) = (new(fields), [.. faults]);

    /// <summary>At most one a field is shown; a field without a name is the form as a whole.</summary>
    public IReadOnlyList<FieldFault> Faults { get; }

    /// <summary>A form that is opened with values in its address. Anybody may have made that: never rights, usernames or addresses of others, which somebody could then grant by one press of a button.</summary>
    /// <param name="query">The address's query.</param>
    /// <param name="names">The fields that may be filled in so.</param>
    public static FormState Of(IQueryCollection query, params IEnumerable<string> names) => new(query.Where(field => names.Contains(field.Key, StringComparer.Ordinal)));

    /// <summary>A form that is shown again.</summary>
    public static FormState Of(IFormCollection fields, params IEnumerable<FieldFault> faults) => new(fields, faults);

    /// <summary>What was typed; null when the field was not there.</summary>
    public string? ValueOf(string name) => fields.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;

    /// <summary>What is wrong with a field; null for nothing.</summary>
    public string? FaultOf(string name) => Faults.FirstOrDefault(fault => fault.Field == name)?.Message;
}
