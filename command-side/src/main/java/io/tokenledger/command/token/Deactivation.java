package io.tokenledger.command.token;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.events.EventMetadata;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * The cause of a deactivation, which decides whether the owner may undo it.
 *
 * @param undoable whether the owner may undo it: true if the owner or the ledger itself (such as the rule for idle
 *     keys) deactivated the key. False for an administrator or a leak report.
 * @param act bulk operation that the deactivation was part of; null if there is none
 */
record Deactivation(boolean undoable, @Nullable String act) {
    static Deactivation of(UUID ownerId, MetaData cause) {
        boolean byTheLedger =
                !cause.containsKey(EventMetadata.ACTOR_ACCOUNT_ID) && !cause.containsKey(EventMetadata.ACTOR_KEY_ID);
        return new Deactivation(byTheLedger || isBy(ownerId, cause), (String) cause.get(EventMetadata.BULK_ACT_ID));
    }

    /**
     * Whether deactivating an inactive key again has an effect. It has one if a holder of the value reports it as
     * leaked and the owner could still activate the key.
     */
    static boolean isStricter(@Nullable Deactivation last, MetaData cause) {
        boolean byHolder =
                cause.containsKey(EventMetadata.ACTOR_KEY_ID) && !cause.containsKey(EventMetadata.ACTOR_ACCOUNT_ID);
        return byHolder && last != null && last.undoable;
    }

    /** A rotation removes the key from its bulk operation, which can then no longer restore or delete it. */
    Deactivation afterRotation() {
        return new Deactivation(undoable, null);
    }

    /**
     * Rejects the owner if another party deactivated the key. A thief may hold another key of the owner, so no
     * credential of the owner can undo this deactivation.
     */
    static void requireUndoable(Deactivation last, UUID ownerId, MetaData cause) {
        if (!last.undoable && isBy(ownerId, cause)) {
            throw ProblemCode.FORBIDDEN.because(
                    "The owner cannot activate this API key, because another party deactivated it."
                            + " Its timeline shows the reason. Create a new key.");
        }
    }

    /** Rejects the change if the key was restored, rotated or deleted since the bulk operation deactivated it. */
    static void requirePartOf(@Nullable UUID act, @Nullable Deactivation last) {
        if (act != null && (last == null || !act.toString().equals(last.act))) {
            throw ProblemCode.CONCURRENT_CHANGE.because(
                    "The API key was changed after the bulk operation deactivated it.");
        }
    }

    private static boolean isBy(UUID ownerId, MetaData cause) {
        return ownerId.toString().equals(cause.get(EventMetadata.ACTOR_ACCOUNT_ID));
    }
}
