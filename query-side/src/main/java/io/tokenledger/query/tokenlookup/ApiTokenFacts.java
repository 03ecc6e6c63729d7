package io.tokenledger.query.tokenlookup;

import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.KnownKey;
import io.tokenledger.query.tokenlookup.TokenLookupRepository.SecretId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows about the API tokens of one lookup, as far as the caller may see it.
 *
 * @param keys the keys that they were exchanged for, by id
 * @param usernames the usernames of their accounts, by id
 * @param secretsEnded when secrets of these keys ended
 * @param revoked when API tokens were revoked, by {@code jti}
 * @param sessionsEnded when all sessions of an account ended after a sign-in, by its {@code jti}
 */
record ApiTokenFacts(
        Map<UUID, KnownKey> keys,
        Map<UUID, String> usernames,
        Map<SecretId, Instant> secretsEnded,
        Map<String, Instant> revoked,
        Map<String, Instant> sessionsEnded) {
    private static final ApiTokenFacts NONE = new ApiTokenFacts(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    /** A reason why an API token does not work now, and since when. */
    record End(UseRefusalReason reason, @Nullable Instant at) {}

    /** Reads everything about these API tokens, in one statement for each kind of fact. */
    static ApiTokenFacts of(List<PresentedApiToken> tokens, TokenLookupRepository known, Caller caller, AsOf now) {
        if (tokens.isEmpty()) {
            return NONE;
        }
        Set<UUID> keys = tokens.stream()
                .map(PresentedApiToken::keyId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Set<UUID> accounts = tokens.stream().map(PresentedApiToken::accountId).collect(Collectors.toSet());
        Set<String> jtis =
                tokens.stream().flatMap(token -> jtis(token).stream()).collect(Collectors.toSet());
        return new ApiTokenFacts(
                known.keys(keys, caller, now),
                known.usernames(accounts, caller, now),
                known.secretsEnded(keys),
                known.revoked(accounts, jtis),
                known.sessionsEnded(jtis));
    }

    /** Why the API token does not work now, in the order in which a use would be refused. */
    List<End> ends(PresentedApiToken token, @Nullable KnownKey key, Instant now) {
        List<End> ends = new ArrayList<>();
        if (!token.expiresAt().isAfter(now)) {
            ends.add(new End(UseRefusalReason.API_TOKEN_EXPIRED, token.expiresAt()));
        }
        addFirst(UseRefusalReason.REVOKED, revoked, token, ends);
        if (key == null) {
            addFirst(UseRefusalReason.RETIRED, sessionsEnded, token, ends);
            return ends;
        }
        UseRefusalReason ofKey = key.reasonToRefuse(token.keyGeneration(), now);
        if (ofKey != null) {
            Instant secretEnded = secretsEnded.get(new SecretId(key.tokenId(), token.keyGeneration()));
            ends.add(new End(ofKey, key.stopped(secretEnded, now)));
        }
        return ends;
    }

    private static void addFirst(
            UseRefusalReason reason, Map<String, Instant> times, PresentedApiToken token, List<End> ends) {
        jtis(token).stream()
                .map(times::get)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .ifPresent(at -> ends.add(new End(reason, at)));
    }

    /** An API token ends with the one that was exchanged for it. */
    private static List<String> jtis(PresentedApiToken token) {
        String parent = token.parentJti();
        return parent == null ? List.of(token.jti()) : List.of(token.jti(), parent);
    }
}
