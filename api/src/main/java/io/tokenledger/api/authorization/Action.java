package io.tokenledger.api.authorization;

import com.fasterxml.jackson.annotation.JsonValue;

/** What can be asked of the ledger. Which roles may ask it stands in {@link Permissions}, and nowhere else. */
public enum Action {
    /** Whatever concerns the caller's own account, and lists of what the caller may see. */
    SELF("self", Scope.INSTANCE),
    /** To create, change, rotate and delete the caller's own API keys. */
    OWN_KEY_WRITE("own_key:write", Scope.INSTANCE),
    USER_READ("user:read", Scope.INSTANCE),
    USER_WRITE("user:write", Scope.INSTANCE),
    /** To ask about credentials of others, and to follow their revocations. */
    CREDENTIAL_INTROSPECT("credential:introspect", Scope.INSTANCE),
    /** An organization reads its members' keys and binds them by policy, so not everybody may have one. */
    ORGANIZATION_CREATE("organization:create", Scope.INSTANCE),

    /** How far the read models are, replays, sinks, and what the ledger as a whole shows. */
    LEDGER_READ("ledger:read", Scope.INSTANCE),
    /** To rebuild read models, and to say where the trail is delivered to. */
    LEDGER_OPERATE("ledger:operate", Scope.INSTANCE),

    ORGANIZATION_READ("organization:read", Scope.ORGANIZATION),
    ORGANIZATION_WRITE("organization:write", Scope.ORGANIZATION),
    MEMBER_READ("member:read", Scope.ORGANIZATION),
    MEMBER_WRITE("member:write", Scope.ORGANIZATION),
    TOKEN_POLICY_READ("token_policy:read", Scope.ORGANIZATION),
    TOKEN_POLICY_WRITE("token_policy:write", Scope.ORGANIZATION),
    /** API keys of the organization's accounts, and what happened to them. */
    TOKEN_READ("token:read", Scope.ORGANIZATION),
    /** To end keys of others, in an incident. */
    TOKEN_DEACTIVATE("token:deactivate", Scope.ORGANIZATION),
    SERVICE_ACCOUNT_READ("service_account:read", Scope.ORGANIZATION),
    /** Service accounts and their API keys. */
    SERVICE_ACCOUNT_WRITE("service_account:write", Scope.ORGANIZATION),
    /** Workspaces of the organization, also those that the caller may not enter. */
    WORKSPACE_READ("workspace:read", Scope.ORGANIZATION),
    WORKSPACE_WRITE("workspace:write", Scope.ORGANIZATION),
    /** Who may do what in a workspace. */
    ASSIGNMENT_WRITE("assignment:write", Scope.ORGANIZATION),
    WORKSPACE_ENTER("workspace:enter", Scope.WORKSPACE);

    /** What an action is about, and so where a role must be held to do it. */
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

    /** The spelling in answers and documents. */
    @JsonValue
    public String wire() {
        return wire;
    }

    public Scope scope() {
        return scope;
    }
}
