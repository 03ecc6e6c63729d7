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
        List<String> digests = values.stream()
                .filter(PresentedKey.class::isInstance)
                .map(key -> ((PresentedKey) key).digest().hex())
                .distinct()
                .toList();
        Map<String, KnownSecret> secrets = known.secrets(digests, caller, now);
        List<FoundValue> found = new ArrayList<>();
        for (PresentedCredential value : values) {
            int index = found.size();
            found.add(
                    switch (value) {
                        case PresentedKey key ->
                            secret(index, secrets.get(key.digest().hex()), now.at());
                        case PresentedApiToken token -> apiToken(index, token, caller, now);
                        case ExpiredApiToken expired -> apiToken(index, expired.claims(), caller, now);
                        case UnreadableCredential unreadable -> FoundValue.unknown(index);
                    });
        }
        return found;
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

    private FoundValue apiToken(int index, PresentedApiToken token, Caller caller, AsOf now) {
        UUID keyId = token.keyId();
        KnownKey key = keyId == null ? null : known.key(keyId, caller, now).orElse(null);
        String username = known.username(token.accountId(), caller, now).orElse(null);
        if (username == null || (keyId != null && key == null)) {
            return FoundValue.unknown(index);
        }
        List<End> ends = ends(token, key, now.at());
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
                token.issuedAt(),
                ends.stream()
                        .map(End::at)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null));
    }

    /** A reason why an API token does not work now, and since when. */
    private record End(UseRefusalReason reason, @Nullable Instant at) {}

    /** In the order in which a use would be refused. */
    private List<End> ends(PresentedApiToken token, @Nullable KnownKey key, Instant now) {
        List<End> ends = new ArrayList<>();
        if (!token.expiresAt().isAfter(now)) {
            ends.add(new End(UseRefusalReason.API_TOKEN_EXPIRED, token.expiresAt()));
        }
        known.revoked(token.accountId(), jtis(token)).ifPresent(at -> ends.add(new End(UseRefusalReason.REVOKED, at)));
        if (key == null) {
            known.sessionsEnded(token.accountId(), jtis(token))
                    .ifPresent(at -> ends.add(new End(UseRefusalReason.RETIRED, at)));
            return ends;
        }
        UseRefusalReason ofKey = key.reasonToRefuse(token.keyGeneration(), now);
        if (ofKey != null) {
            Instant secretEnded =
                    known.secretEnded(key.tokenId(), token.keyGeneration()).orElse(null);
            ends.add(new End(ofKey, key.stopped(secretEnded, now)));
        }
        return ends;
    }

    private static List<String> jtis(PresentedApiToken token) {
        String parent = token.parentJti();
        return parent == null ? List.of(token.jti()) : List.of(token.jti(), parent);
    }
}
