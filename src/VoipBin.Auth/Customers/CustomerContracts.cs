using System.ComponentModel.DataAnnotations;
using VoipBin.Auth.Problems;
using VoipBin.Auth.Requests;

namespace VoipBin.Auth.Customers;

/// <summary>The body of <c>POST /v1.0/customers</c>.</summary>
internal sealed class CreateCustomerRequest : IRequestBody
{
    public static bool MayBeEmpty => false;

    /// <summary>A name for people; at most 255 characters.</summary>
    /// <example>Example Inc.</example>
    public string? Name { get; init; }

    /// <summary>Anything worth knowing; at most 4096 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>Where the customer is reached; unique among customers.</summary>
    /// <example>owner@example.net</example>
    [Required]
    public string? Email { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
    [
        .. TextRule.Check("name", Name, Customer.NameMaximumLength),
        .. TextRule.Check("detail", Detail, Customer.DetailMaximumLength),
        .. EmailAddress.Check("email", Email ?? ""),
    ];
}

/// <summary>The body of <c>PUT /v1.0/customer</c> and <c>PUT /v1.0/customers/{id}</c>: a missing member stays as it is.</summary>
internal sealed class UpdateCustomerRequest : IRequestBody
{
    public static bool MayBeEmpty => true;

    /// <summary>A name for people; at most 255 characters, empty to clear it.</summary>
    /// <example>Example Inc.</example>
    public string? Name { get; init; }

    /// <summary>Anything worth knowing; at most 4096 characters, empty to clear it.</summary>
    public string? Detail { get; init; }

    /// <summary>Where the customer is reached; unique among customers. A new address is mailed a link, good for 24 hours, and taken when it is used; the present one takes back what was asked for, or is mailed a link while it is not verified.</summary>
    public string? Email { get; init; }

    public IEnumerable<FieldFault> Validate(IServiceProvider services) =>
    [
        .. TextRule.Check("name", Name, Customer.NameMaximumLength),
        .. TextRule.Check("detail", Detail, Customer.DetailMaximumLength),
        .. Email is null ? [] : EmailAddress.Check("email", Email),
    ];
}

/// <summary>A customer as the API shows it.</summary>
/// <param name="Id" example="019aa9a0-1b44-7c90-8a51-6d0c3f7e2a15">The customer's id.</param>
/// <param name="Name" example="Example Inc.">A name for people.</param>
/// <param name="Detail" example="">Anything worth knowing.</param>
/// <param name="Email" example="owner@example.net">Where the customer is reached.</param>
/// <param name="Status" example="active"><c>active</c> or <c>frozen</c>; <c>deleted</c> in the answer to a deletion.</param>
/// <param name="EmailVerified" example="true">Whether somebody showed that he reads that mail.</param>
/// <param name="BillingAccountId" example="00000000-0000-0000-0000-000000000000">The nil UUID: billing is another service's.</param>
/// <param name="TmDeletionScheduled">When the customer asked to be deleted; null otherwise.</param>
/// <param name="TmDeletionEffective">When it will be deleted; null otherwise.</param>
/// <param name="TmCreate" example="2026-11-22T09:30:00.123456Z">When it was made.</param>
/// <param name="TmUpdate" example="2026-11-22T09:30:00.123456Z">When it was last changed; its creation until then.</param>
/// <param name="TmDelete">When it was deleted; null while it lives.</param>
internal sealed record CustomerResponse(
    Guid Id,
    string Name,
    string Detail,
    string Email,
    string Status,
    bool EmailVerified,
    Guid BillingAccountId,
    DateTimeOffset? TmDeletionScheduled,
    DateTimeOffset? TmDeletionEffective,
    DateTimeOffset TmCreate,
    DateTimeOffset TmUpdate,
    DateTimeOffset? TmDelete)
{
    public static CustomerResponse Of(Customer customer) => new(
        customer.Id,
        customer.Name,
        customer.Detail,
        customer.Email,
        customer.Status.ToString().ToLowerInvariant(),
        customer.EmailVerified,
        Guid.Empty,
        customer.TmDeletionScheduled,
        customer.TmDeletionEffective,
        customer.TmCreate,
        customer.TmUpdate,
        customer.TmDelete);
}
