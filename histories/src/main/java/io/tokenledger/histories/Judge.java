package io.tokenledger.histories;

import io.tokenledger.events.use.Channel;
import io.tokenledger.events.use.UseRefusalReason;
import org.jspecify.annotations.Nullable;

/** Says whether a credential is good, by the rules of the ledger's own judge and in their order. */
final class Judge {
    private Judge() {}

    /** Why not; null where it is good. */
    static @Nullable UseRefusalReason judge(Presented presented, Channel channel, long now) {
        return switch (presented) {
            case Presented.Unknown unknown -> UseRefusalReason.UNKNOWN;
            case Presented.Malformed malformed -> UseRefusalReason.MALFORMED;
            case Presented.Value value -> judge(value, now);
            case Presented.Minted minted -> judge(minted.token(), channel, now);
        };
    }

    private static @Nullable UseRefusalReason judge(Presented.Value value, long now) {
        KeyModel key = value.key();
        int generation = value.generation();
        boolean known = generation > 0 && (generation == key.generation || generation == key.generation - 1);
        return known ? judgeLiving(key, generation, now) : UseRefusalReason.WRONG_SECRET;
    }

    private static @Nullable UseRefusalReason judge(ApiToken token, Channel channel, long now) {
        if (!token.lives(now)) {
            return UseRefusalReason.MALFORMED;
        }
        if (token.audience() != null && channel != Channel.INTROSPECTION) {
            return UseRefusalReason.WRONG_AUDIENCE;
        }
        KeyModel key = token.key();
        return token.generation() < key.generation - 1
                ? UseRefusalReason.RETIRED
                : judgeLiving(key, token.generation(), now);
    }

    private static @Nullable UseRefusalReason judgeLiving(KeyModel key, int generation, long now) {
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
