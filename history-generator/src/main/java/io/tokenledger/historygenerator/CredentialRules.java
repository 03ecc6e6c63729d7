package io.tokenledger.historygenerator;

import io.tokenledger.domain.CredentialValidity;
import io.tokenledger.domain.CredentialValidity.Generation;
import io.tokenledger.events.usage.Channel;
import io.tokenledger.events.usage.UseRefusalReason;
import org.jspecify.annotations.Nullable;

/** Says whether a credential is good, by the rules of the ledger's own judge and in their order. */
final class CredentialRules {
    private CredentialRules() {}

    /** Why not; null where it is good. */
    static @Nullable UseRefusalReason judge(GeneratedCredential presented, Channel channel, long now) {
        return switch (presented) {
            case GeneratedCredential.Unknown unknown -> UseRefusalReason.UNKNOWN;
            case GeneratedCredential.Malformed malformed -> UseRefusalReason.MALFORMED;
            case GeneratedCredential.Value value -> judge(value, now);
            case GeneratedCredential.Minted minted -> judge(minted.token(), channel, now);
        };
    }

    private static @Nullable UseRefusalReason judge(GeneratedCredential.Value value, long now) {
        GeneratedKey key = value.key();
        int generation = value.generation();
        boolean known = generation > 0 && Generation.of(generation, key.generation) != Generation.OLDER;
        return known ? judgeLiving(key, generation, now) : UseRefusalReason.WRONG_SECRET;
    }

    private static @Nullable UseRefusalReason judge(GeneratedApiToken token, Channel channel, long now) {
        if (!token.lives(now)) {
            return UseRefusalReason.MALFORMED;
        }
        if (token.audience() != null && channel != Channel.INTROSPECTION) {
            return UseRefusalReason.WRONG_AUDIENCE;
        }
        GeneratedKey key = token.key();
        return Generation.of(token.generation(), key.generation) == Generation.OLDER
                ? UseRefusalReason.RETIRED
                : judgeLiving(key, token.generation(), now);
    }

    private static @Nullable UseRefusalReason judgeLiving(GeneratedKey key, int generation, long now) {
        return CredentialValidity.reasonToRefuse(
                Generation.of(generation, key.generation),
                key.retains(now),
                key.active,
                key.isExpired(now),
                key.deleted,
                key.owner.lives());
    }
}
