using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;

namespace VoipBin.Auth.IntegrationTests.Leaks;

/// <summary>Looks for secrets, in every form in which they could be written, and counts where it has looked.</summary>
internal sealed class SecretSearch
{
    private const int Context = 160;

    private readonly ConcurrentDictionary<string, (Secret Secret, string Form, bool IsHash)> patterns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (int Texts, long Characters)> places = new();
    private readonly ConcurrentQueue<Finding> found = new();
    private SearchValues<string>? compiled;

    public int Forms => patterns.Count;

    public int Secrets => patterns.Values.Select(pattern => pattern.Secret).Distinct().Count();

    /// <summary>By kind of place, how many texts were searched and how long they were.</summary>
    public IReadOnlyDictionary<string, (int Texts, long Characters)> Places => places;

    /// <summary>What was found where it must not be.</summary>
    public IEnumerable<string> Found => found.Select(finding => finding.ToString());

    /// <summary>Fails with one example of each kind of finding, and how many there are of it.</summary>
    public void AssertNothingFound()
    {
        var kinds = found.GroupBy(finding => (finding.Place, finding.Kind)).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Count()} × {kind.First()}"));
        Assert.True(found.IsEmpty, string.Join('\n', kinds));
    }

    /// <summary>Looks for a secret from now on.</summary>
    public Secret Add(Secret secret)
    {
        foreach (var (name, form) in secret.Windows.SelectMany(SecretForms.Of))
        {
            patterns.TryAdd(form, (secret, name, IsHash: false));
        }

        foreach (var (name, form) in SecretForms.HashOf(secret.Text))
        {
            patterns.TryAdd(form, (secret, name, IsHash: true));
        }

        compiled = null;
        return secret;
    }

    /// <summary>The secret that is this text.</summary>
    public IEnumerable<Secret> Find(string text) => patterns.Values.Select(pattern => pattern.Secret).Where(secret => secret.Text == text).Distinct();

    /// <param name="place">Which kind of place it is, for the figures.</param>
    /// <param name="name">Which one of them.</param>
    /// <param name="text">What stands there, bytes as characters.</param>
    /// <param name="mayHashes">Whether hashes of secrets may stand there.</param>
    /// <param name="may">Which secrets it is there to hold.</param>
    public void In(string place, string name, string text, bool mayHashes = false, Func<Secret, bool>? may = null)
    {
        places.AddOrUpdate(place, (1, text.Length), (_, before) => (before.Texts + 1, before.Characters + text.Length));
        var values = compiled ??= SearchValues.Create([.. patterns.Keys], StringComparison.Ordinal);
        for (var at = 0; text.AsSpan(at).IndexOfAny(values) is >= 0 and var next; at++)
        {
            at += next;
            foreach (var (form, (secret, kind, isHash)) in patterns)
            {
                if (string.CompareOrdinal(text, at, form, 0, form.Length) == 0 && !(isHash && mayHashes) && !(secret.IsWord && !IsAlone(text, at, form.Length)) && may?.Invoke(secret) != true)
                {
                    found.Enqueue(new(place, $"{secret} {kind}", name, Around(text, at, form.Length)));
                }
            }
        }
    }

    private static bool IsAlone(string text, int at, int length) =>
        (at == 0 || !IsPartOfNumber(text[at - 1])) && (at + length == text.Length || !IsPartOfNumber(text[at + length]));

    private static bool IsPartOfNumber(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '+' or '/' or '_' or '=';

    private static string Around(string text, int at, int length)
    {
        var (from, to) = (Math.Max(0, at - Context), Math.Min(text.Length, at + length + Context));
        return text[from..to].Replace('\n', ' ').Replace('\r', ' ');
    }

    /// <summary>A secret where it must not be.</summary>
    private sealed record Finding(string Place, string Kind, string Name, string Around)
    {
        public override string ToString() => $"{Place}, {Name}: {Kind}: …{Around}…";
    }
}
