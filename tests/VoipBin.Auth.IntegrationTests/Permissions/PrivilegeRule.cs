using VoipBin.Auth.Authentication;

namespace VoipBin.Auth.IntegrationTests.Permissions;

/// <summary>Section 5 of the contract, said once for the tests; on purpose not in terms of the service's own code.</summary>
/// <param name="Kind">What it came with.</param>
/// <param name="Bits">What the caller may do, before its kind takes something away.</param>
internal sealed record PrivilegeRule(PrivilegeKind Kind, int Bits)
{
    private bool IsSuper => (Bits & 1) != 0;

    private bool IsAdmin => (Bits & (1 | 32)) != 0;

    private bool Manages => (Bits & (1 | 32 | 64)) != 0;

    private bool IsKey => Kind == PrivilegeKind.Key;

    private bool IsDelegate => Kind == PrivilegeKind.Delegate;

    private int Grantable => IsKey ? 16 | 64 : (Bits & 1) != 0 ? 1 | 16 | 32 | 64 : (Bits & 32) != 0 ? 16 | 32 | 64 : (Bits & 64) != 0 ? 16 : 0;

    public bool MayRead(PrivilegeTarget target) => target.IsOneself || (Manages && IsInReach(target));

    public bool MayCreate(int granted) => !IsDelegate && Manages && MayGrant(granted);

    public bool MayUpdate(PrivilegeTarget target) => !IsDelegate && (target.IsOneself || (Manages && MayTouch(target)));

    public bool MayDelete(PrivilegeTarget target) => Manages && MayTouch(target);

    public bool MaySetPassword(PrivilegeTarget target, bool knowsCurrent) =>
        Kind == PrivilegeKind.Agent && ((IsAdmin && MayTouch(target)) || (target.IsOneself && knowsCurrent));

    public bool MayRename(PrivilegeTarget target, bool knowsCurrent) => MaySetPassword(target, knowsCurrent);

    public bool MaySetPermission(PrivilegeTarget target, int granted) => Kind == PrivilegeKind.Agent && IsAdmin && MayTouch(target) && MayGrant(granted);

    /// <summary>Whether somebody with these bits can do more than the caller: the thing that must never come about.</summary>
    public bool IsWeakerThan(Permission permission) => Rank((int)permission) > (IsKey ? Rank(64) : Rank(Bits));

    private static int Rank(int bits) => (bits & 1) != 0 ? 4 : (bits & 32) != 0 ? 3 : (bits & 64) != 0 ? 2 : (bits & 16) != 0 ? 1 : 0;

    private bool IsInReach(PrivilegeTarget target) => target.IsOfOwnCustomer || IsSuper;

    private bool MayTouch(PrivilegeTarget target) => IsInReach(target) && MayGrant(target.Bits);

    private bool MayGrant(int bits) => (bits & ~Grantable) == 0;
}

/// <summary>What a caller came with.</summary>
internal enum PrivilegeKind
{
    /// <summary>The token of a login.</summary>
    Agent,

    /// <summary>An accesskey: admin of its customer, but it grants 16 and 64 only, and touches no password and no permission.</summary>
    Key,

    /// <summary>A delegate token: admin of the customer that it is for, but it only reads and deletes.</summary>
    Delegate,
}

/// <summary>The agent that somebody tries to change.</summary>
internal sealed record PrivilegeTarget(int Bits, bool IsOfOwnCustomer, bool IsOneself);
