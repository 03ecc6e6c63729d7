package io.tokenledger.events.usage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a presented credential was refused. The ledger remembers it; the caller is not told. */
public enum UseRefusalReason {
    /** No such key was ever issued. */
    UNKNOWN,
    /** Not of the form of a key or of an API token of this ledger, or the checksum fails. */
    MALFORMED,
    /** The key exists, the secret is not its own. */
    WRONG_SECRET,
    /** The secret, or the generation of the API token, was replaced by a rotation whose retention is over. */
    RETIRED,
    DEACTIVATED,
    EXPIRED,
    DELETED,
    /** The API token, or the one that it was exchanged for, was ended by itself. */
    REVOKED,
    /** The account that owns the key is deactivated. */
    ACCOUNT_INACTIVE,
    /** The API token is for another audience or from another issuer. */
    WRONG_AUDIENCE,
    /** The account may not enter the workspace that the credential was shown for. */
    NO_ACCESS,
    /** A policy of the ledger forbids this use. */
    POLICY;

    /** The stable spelling in events, tables and answers. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
