package io.tokenledger.events.usage;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** Reason why a presented credential was refused. The ledger records it and hides it from the caller. */
public enum UseRefusalReason {
    /** No such key was issued. */
    UNKNOWN,
    /** The format, checksum or signature is not that of a key or an API token of this ledger. */
    MALFORMED,
    /** The key exists, but the secret is wrong. */
    WRONG_SECRET,
    /**
     * A rotation has replaced the secret or the generation of the API token, and the retention is over. Also: the
     * session has ended.
     */
    RETIRED,
    DEACTIVATED,
    EXPIRED,
    DELETED,
    /** The API token was revoked, or the one that it was exchanged for. */
    REVOKED,
    /** The API token has expired. Its key may still be valid. */
    API_TOKEN_EXPIRED,
    /** The account that owns the credential is deactivated or deleted. */
    ACCOUNT_INACTIVE,
    /** The API token is for another audience. */
    WRONG_AUDIENCE,
    /** The account may not enter the workspace. */
    NO_ACCESS,
    /** Reserved for uses that a policy forbids. */
    POLICY;

    /** The stable spelling in events, tables and responses. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
