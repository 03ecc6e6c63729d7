package io.tokenledger.domain;

import io.tokenledger.events.usage.UseRefusalReason;
import org.jspecify.annotations.Nullable;

/** Whether a presented secret or API token of a known key is valid. Which secret was presented is known by then. */
public final class CredentialValidity {
    private CredentialValidity() {}

    /**
     * Which generation of a key's secrets a credential belongs to.
     *
     * <p>The secret before the last rotation is the previous one. Every older secret is retired for good.
     */
    public enum Generation {
        CURRENT,
        PREVIOUS,
        OLDER;

        /**
         * The place of a generation.
         *
         * @param presented generation of the credential, from 1
         * @param current generation of the key
         */
        public static Generation of(int presented, int current) {
            if (presented == current) {
                return CURRENT;
            }
            return presented == current - 1 ? PREVIOUS : OLDER;
        }
    }

    /**
     * Why the credential is refused; null if it is valid. If several reasons apply, the first of this order counts: the key is
     * deleted, the secret is retired, the key is deactivated, the key is expired, the owner is inactive.
     *
     * @param retained whether the secret before the last rotation still works
     * @param active whether the key was not deactivated
     */
    public static @Nullable UseRefusalReason reasonToRefuse(
            Generation generation,
            boolean retained,
            boolean active,
            boolean expired,
            boolean deleted,
            boolean ownerActive) {
        if (deleted) {
            return UseRefusalReason.DELETED;
        }
        if (generation == Generation.OLDER || (generation == Generation.PREVIOUS && !retained)) {
            return UseRefusalReason.RETIRED;
        }
        if (!active) {
            return UseRefusalReason.DEACTIVATED;
        }
        if (expired) {
            return UseRefusalReason.EXPIRED;
        }
        return ownerActive ? null : UseRefusalReason.ACCOUNT_INACTIVE;
    }
}
