package io.tokenledger.api.authorization;

import com.fasterxml.jackson.annotation.JsonValue;

/** The actions that callers can perform. Only {@link Permissions} says which roles grant them. */
public enum Action {
    /** Read and change the caller's own account, and list the objects that the caller may see. */
    SELF("self", Scope.INSTANCE),
    /** Create, change, rotate and delete the caller's own API keys. */
    OWN_KEY_WRITE("own_key:write", Scope.INSTANCE),
    USER_READ("user:read", Scope.INSTANCE),
    USER_WRITE("user:write", Scope.INSTANCE),
    /** Erase all personal data about a deleted account. */
    ACCOUNT_ERASE("account:erase", Scope.INSTANCE),
    /** Introspect credentials of other accounts, and read the revocation feed. */
    CREDENTIAL_INTROSPECT("credential:introspect", Scope.INSTANCE),
    /**
     * Create an organization. Restricted, because an organization can read its members' keys and restrict them by
     * policy.
     */
    ORGANIZATION_CREATE("organization:create", Scope.INSTANCE),

    /**
     * Read the progress of read models, replays, audit sinks, and data of the ledger as a whole. Compare read models with
     * the events.
     */
    LEDGER_READ("ledger:read", Scope.INSTANCE),
    /** Rebuild read models, and configure the audit sinks. */
    LEDGER_OPERATE("ledger:operate", Scope.INSTANCE),
    LEGAL_HOLD_READ("legal_hold:read", Scope.INSTANCE),
    /** Place and release legal holds. */
    LEGAL_HOLD_WRITE("legal_hold:write", Scope.INSTANCE),

    ORGANIZATION_READ("organization:read", Scope.ORGANIZATION),
    ORGANIZATION_WRITE("organization:write", Scope.ORGANIZATION),
    MEMBER_READ("member:read", Scope.ORGANIZATION),
    MEMBER_WRITE("member:write", Scope.ORGANIZATION),
    TOKEN_POLICY_READ("token_policy:read", Scope.ORGANIZATION),
    TOKEN_POLICY_WRITE("token_policy:write", Scope.ORGANIZATION),
    /** Read API keys of the organization's accounts, and their events. */
    TOKEN_READ("token:read", Scope.ORGANIZATION),
    /** Deactivate, restore or delete keys of other accounts, in an incident. */
    TOKEN_DEACTIVATE("token:deactivate", Scope.ORGANIZATION),
    SERVICE_ACCOUNT_READ("service_account:read", Scope.ORGANIZATION),
    /** Manage service accounts and their API keys. */
    SERVICE_ACCOUNT_WRITE("service_account:write", Scope.ORGANIZATION),
    /** Read the workspaces of the organization, including those that the caller may not enter. */
    WORKSPACE_READ("workspace:read", Scope.ORGANIZATION),
    WORKSPACE_WRITE("workspace:write", Scope.ORGANIZATION),
    /** Change the roles of accounts in a workspace. */
    ASSIGNMENT_WRITE("assignment:write", Scope.ORGANIZATION),
    WORKSPACE_ENTER("workspace:enter", Scope.WORKSPACE);

    /** The object of an action, for which the caller must have a role. */
    public enum Scope {
        INSTANCE,
        ORGANIZATION,
        WORKSPACE
    }

    private final String wire;
    private final Scope scope;

    Action(String wire, Scope scope) {
        this.wire = wire;
        this.scope = scope;
    }

    /** The name in JSON and documents. */
    @JsonValue
    public String wire() {
        return wire;
    }

    public Scope scope() {
        return scope;
    }
}
