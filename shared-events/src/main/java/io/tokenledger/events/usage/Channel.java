package io.tokenledger.events.usage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** By which way a credential was presented. */
public enum Channel {
    /** In the {@code Authorization} header of a request to the ledger. */
    BEARER,
    /** To be exchanged for an API token. */
    EXCHANGE,
    /** By a service that asks {@code /oauth2/introspect}. */
    INTROSPECTION,
    /** By a proxy that asks {@code /oauth2/verify}. */
    FORWARD_AUTH,
    /** At a workspace, or by a workspace that asks {@code /users/authorize_server}. */
    WORKSPACE,
    /** To be revoked by whoever holds it. */
    REVOCATION;

    /** The stable spelling in events, tables and answers. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
