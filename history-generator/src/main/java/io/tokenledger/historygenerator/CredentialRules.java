package io.tokenledger.historygenerator;

import io.tokenledger.domain.CredentialValidity;
import io.tokenledger.domain.CredentialValidity.Generation;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.UseRefusalReason;
import org.jspecify.annotations.Nullable;

/** Verifies credentials by the same rules, in the same order, as the ledger's own credential check. */
final class CredentialRules {
    private CredentialRules() {}

    /** The reason for a refusal; null if the credential is accepted. */
    static @Nullable UseRefusalReason refusalReason(GeneratedCredential presented, Channel channel, long now) {
        return switch (presented) {
            case GeneratedCredential.Unknown unknown -> UseRefusalReason.UNKNOWN;
            case GeneratedCredential.Malformed malformed -> UseRefusalReason.MALFORMED;
            case GeneratedCredential.Value value -> refusalReason(value, now);
            case GeneratedCredential.Minted minted -> refusalReason(minted.token(), channel, now);
        };
    }

    private static @Nullable UseRefusalReason refusalReason(GeneratedCredential.Value value, long now) {
        GeneratedKey key = value.key();
        int generation = value.generation();
        boolean known = generation > 0 && Generation.of(generation, key.generation) != Generation.OLDER;
        return known ? refusalReasonOfKey(key, generation, now) : UseRefusalReason.WRONG_SECRET;
    }

    private static @Nullable UseRefusalReason refusalReason(GeneratedApiToken token, Channel channel, long now) {
        if (!token.isCurrent(now)) {
            return UseRefusalReason.API_TOKEN_EXPIRED;
        }
        if (token.audience() != null && channel != Channel.INTROSPECTION) {
            return UseRefusalReason.WRONG_AUDIENCE;
        }
        GeneratedKey key = token.key();
        return Generation.of(token.generation(), key.generation) == Generation.OLDER
                ? UseRefusalReason.RETIRED
                : refusalReasonOfKey(key, token.generation(), now);
    }

    private static @Nullable UseRefusalReason refusalReasonOfKey(GeneratedKey key, int generation, long now) {
        return CredentialValidity.reasonToRefuse(
                Generation.of(generation, key.generation),
                key.retains(now),
                key.active,
                key.isExpired(now),
                key.deleted,
                key.owner.isActive());
    }
}
