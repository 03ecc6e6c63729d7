package io.tokenledger.historygenerator;

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
        boolean known = generation > 0 && (generation == key.generation || generation == key.generation - 1);
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
        return token.generation() < key.generation - 1
                ? UseRefusalReason.RETIRED
                : judgeLiving(key, token.generation(), now);
    }

    private static @Nullable UseRefusalReason judgeLiving(GeneratedKey key, int generation, long now) {
        if (key.deleted) {
            return UseRefusalReason.DELETED;
        }
        if (generation != key.generation && !key.retains(now)) {
            return UseRefusalReason.RETIRED;
        }
        if (!key.active) {
            return UseRefusalReason.DEACTIVATED;
        }
        if (key.isExpired(now)) {
            return UseRefusalReason.EXPIRED;
        }
        return key.owner.lives() ? null : UseRefusalReason.ACCOUNT_INACTIVE;
    }
}
