package io.tokenledger.events.usage;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tokenledger.events.WireNames;

/** Way in which a credential was presented. */
public enum Channel {
    /** In the {@code Authorization} header of a request to the ledger. */
    BEARER,
    /** In an exchange for an API token. */
    EXCHANGE,
    /** By a service that calls {@code /oauth2/introspect}. */
    INTROSPECTION,
    /** By a proxy that calls {@code /oauth2/verify}. */
    FORWARD_AUTH,
    /** At a workspace, or by a workspace that calls {@code /users/authorize_server}. */
    WORKSPACE,
    /** By a holder that revokes it. */
    REVOCATION;

    /** The stable spelling in events, tables and responses. */
    @JsonValue
    public String wire() {
        return WireNames.of(this);
    }
}
