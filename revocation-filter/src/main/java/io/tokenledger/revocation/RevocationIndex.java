package io.tokenledger.revocation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The latest item of the feed for each key, account and API token. An item is removed once all API tokens that it can
 * affect have expired. So the size depends on the revocations of one token lifetime, not of all time.
 */
final class RevocationIndex {
    private record LastWord(long position, int minGeneration, Instant at) {}

    private final Map<String, LastWord> keys = new ConcurrentHashMap<>();
    private final Map<String, LastWord> accounts = new ConcurrentHashMap<>();
    private final Map<String, LastWord> sessions = new ConcurrentHashMap<>();
    private final Map<String, Instant> apiTokens = new ConcurrentHashMap<>();
    private final Duration maxLifetime;
    private final Clock clock;

    /**
     * Creates an empty index.
     *
     * @param maxLifetime maximum lifetime of the ledger's API tokens, plus a tolerance for clock differences
     */
    RevocationIndex(Duration maxLifetime, Clock clock) {
        this.maxLifetime = maxLifetime;
        this.clock = clock;
    }

    void apply(RevocationItem item) {
        if (item.jti() != null) {
            apiTokens.put(item.jti(), item.at());
        } else if (item.sessionsOf() != null && item.minSessionGeneration() != null) {
            sessions.merge(
                    item.sessionsOf(),
                    new LastWord(item.position(), item.minSessionGeneration(), item.at()),
                    RevocationIndex::later);
        } else {
            applyGeneration(item);
        }
    }

    private void applyGeneration(RevocationItem item) {
        LastWord word = new LastWord(item.position(), item.minGeneration(), item.at());
        if (item.keyId() != null) {
            keys.merge(item.keyId(), word, RevocationIndex::later);
        } else if (item.accountId() != null) {
            accounts.merge(item.accountId(), word, RevocationIndex::later);
        }
    }

    /** Removes items that can only affect expired API tokens. */
    void removeExpired() {
        Instant oldest = clock.instant().minus(maxLifetime);
        keys.values().removeIf(word -> word.at().isBefore(oldest));
        accounts.values().removeIf(word -> word.at().isBefore(oldest));
        sessions.values().removeIf(word -> word.at().isBefore(oldest));
        apiTokens.values().removeIf(at -> at.isBefore(oldest));
    }

    /**
     * Whether the feed has ended this API token, or the one that it was exchanged for. An API token of a sign-in has no
     * key; it ends with its account or with the account's sessions.
     */
    boolean isRevoked(Jwt apiToken) {
        String keyId = apiToken.getClaimAsString("api_key_id");
        Number generation = apiToken.getClaim("key_gen");
        return isRevoked(apiToken.getId())
                || isRevoked(apiToken.getClaimAsString("parent_jti"))
                || (keyId == null && isBelow(sessions.get(apiToken.getSubject()), sessionGeneration(apiToken)))
                || isBelow(keyId == null ? null : keys.get(keyId), generation == null ? 0 : generation.intValue())
                || isBelow(accounts.get(apiToken.getSubject()), Integer.MAX_VALUE - 1);
    }

    private boolean isRevoked(@Nullable String jti) {
        return jti != null && apiTokens.containsKey(jti);
    }

    private static int sessionGeneration(Jwt apiToken) {
        Number generation = apiToken.getClaim("session_gen");
        return generation == null ? 0 : generation.intValue();
    }

    private static boolean isBelow(@Nullable LastWord word, int generation) {
        return word != null && generation < word.minGeneration();
    }

    private static LastWord later(LastWord one, LastWord other) {
        return one.position() > other.position() ? one : other;
    }
}
