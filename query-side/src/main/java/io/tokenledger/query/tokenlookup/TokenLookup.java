package io.tokenledger.query.tokenlookup;

import io.tokenledger.api.credential.ExpiredApiToken;
import io.tokenledger.api.credential.PresentedApiToken;
import io.tokenledger.api.credential.PresentedCredential;
import io.tokenledger.api.credential.PresentedKey;
import io.tokenledger.api.credential.UnreadableCredential;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.domain.CredentialValidity.Generation;
import io.tokenledger.domain.KeyState;
import io.tokenledger.events.usage.UseRefusalReason;
import io.tokenledger.query.asof.AsOf;
import io.tokenledger.query.sql.KnownKey;
import io.tokenledger.query.tokenlookup.ApiTokenFacts.End;
import io.tokenledger.query.tokenlookup.TokenLookupRepository.KnownSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says of each found value what it is. */
@Component
class TokenLookup {
    private final TokenLookupRepository known;

    TokenLookup(TokenLookupRepository known) {
        this.known = known;
    }

    /** The answers in the order of the values. */
    List<FoundValue> find(List<PresentedCredential> values, Caller caller, AsOf now) {
        List<PresentedCredential> distinct = values.stream().distinct().toList();
        Map<String, KnownSecret> secrets = known.secrets(
                distinct.stream()
                        .filter(PresentedKey.class::isInstance)
                        .map(key -> ((PresentedKey) key).digest().hex())
                        .distinct()
                        .toList(),
                caller,
                now);
        ApiTokenFacts facts = ApiTokenFacts.of(apiTokens(distinct), known, caller, now);
        List<FoundValue> found = new ArrayList<>();
        for (PresentedCredential value : values) {
            int index = found.size();
            found.add(
                    switch (value) {
                        case PresentedKey key ->
                            secret(index, secrets.get(key.digest().hex()), now.at());
                        case PresentedApiToken token -> apiToken(index, token, facts, now.at());
                        case ExpiredApiToken expired -> apiToken(index, expired.claims(), facts, now.at());
                        case UnreadableCredential unreadable -> FoundValue.unknown(index);
                    });
        }
        return found;
    }

    private static List<PresentedApiToken> apiTokens(List<PresentedCredential> values) {
        List<PresentedApiToken> tokens = new ArrayList<>();
        for (PresentedCredential value : values) {
            if (value instanceof PresentedApiToken token) {
                tokens.add(token);
            } else if (value instanceof ExpiredApiToken expired) {
                tokens.add(expired.claims());
            }
        }
        return tokens;
    }

    private static FoundValue secret(int index, @Nullable KnownSecret secret, Instant now) {
        return secret == null ? FoundValue.unknown(index) : of(index, secret, now);
    }

    private static FoundValue of(int index, KnownSecret secret, Instant now) {
        KnownKey key = secret.key();
        UseRefusalReason refused = key.reasonToRefuse(secret.generation(), now);
        return new FoundValue(
                index,
                kind(key, secret.generation(), now),
                refused == null,
                refused,
                key.tokenId(),
                key.name(),
                key.ownerId(),
                key.ownerUsername(),
                secret.generation(),
                null,
                null,
                secret.workedFrom(),
                refused == null ? null : key.stopped(secret.workedUntil(), now));
    }

    private static ValueKind kind(KnownKey key, int generation, Instant now) {
        if (key.deleted()) {
            return ValueKind.OF_DELETED_KEY;
        }
        return switch (Generation.of(generation, key.generation())) {
            case CURRENT -> ValueKind.CURRENT;
            case PREVIOUS -> KeyState.isRetained(key.retainedUntil(), now) ? ValueKind.RETAINED : ValueKind.RETIRED;
            case OLDER -> ValueKind.RETIRED;
        };
    }

    private static FoundValue apiToken(int index, PresentedApiToken token, ApiTokenFacts facts, Instant now) {
        UUID keyId = token.keyId();
        KnownKey key = keyId == null ? null : facts.keys().get(keyId);
        String username = facts.usernames().get(token.accountId());
        if (username == null || (keyId != null && key == null)) {
            return FoundValue.unknown(index);
        }
        List<End> ends = facts.ends(token, key, now);
        return new FoundValue(
                index,
                ValueKind.API_TOKEN,
                ends.isEmpty(),
                ends.isEmpty() ? null : ends.getFirst().reason(),
                keyId,
                key == null ? null : key.name(),
                token.accountId(),
                username,
                keyId == null ? null : token.keyGeneration(),
                token.jti(),
                token.audience(),
                token.issuedAt(),
                ends.stream()
                        .map(End::at)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null));
    }
}
