package io.tokenledger.query.signals;

import java.time.Instant;
import java.util.UUID;

/**
 * The first time that an account was seen: in all, or from a network. An account is seen when it signs in, exchanges a
 * session, creates a key, or when one of its keys is used.
 */
record AccountSighting(Key key, long firstPosition, Instant firstAt) {
    /**
     * The key of a row.
     *
     * @param network a network in CIDR notation; empty for the first sighting from any network
     */
    record Key(UUID accountId, String network) {
        static Key anyNetwork(UUID accountId) {
            return new Key(accountId, "");
        }
    }
}
