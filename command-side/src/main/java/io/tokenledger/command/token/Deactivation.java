package io.tokenledger.command.token;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.events.EventMetadata;
import java.util.UUID;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * How a key came to be inactive, and so who may change that.
 *
 * @param undoable by the owner: it was the owner who did it, or the ledger itself, by a rule like that for idle keys; what
 *     an administrator did, or whoever reported the key as leaked, is not
 * @param act the bulk act that it was part of
 */
record Deactivation(boolean undoable, @Nullable String act) {
    static Deactivation of(UUID ownerId, MetaData cause) {
        boolean byTheLedger =
                !cause.containsKey(EventMetadata.ACTOR_ACCOUNT_ID) && !cause.containsKey(EventMetadata.ACTOR_KEY_ID);
        return new Deactivation(byTheLedger || isBy(ownerId, cause), (String) cause.get(EventMetadata.BULK_ACT_ID));
    }

    /**
     * Whether it matters that an inactive key is ended once more: who holds its value says that it has leaked, and its owner
     * could still activate it.
     */
    static boolean bindsMore(@Nullable Deactivation last, MetaData cause) {
        boolean byHolder =
                cause.containsKey(EventMetadata.ACTOR_KEY_ID) && !cause.containsKey(EventMetadata.ACTOR_ACCOUNT_ID);
        return byHolder && last != null && last.undoable;
    }

    /** Once somebody has rotated the key, it is no longer the act's to restore or to delete. */
    static @Nullable Deactivation afterRotation(@Nullable Deactivation last) {
        return last == null ? null : new Deactivation(last.undoable, null);
    }

    /** A thief may hold another key of the owner's: what somebody else has ended, no credential of the owner brings back. */
    static void demandUndoable(@Nullable Deactivation last, UUID ownerId, MetaData cause) {
        if (last != null && !last.undoable && isBy(ownerId, cause)) {
            throw ProblemCode.FORBIDDEN.because(
                    "It was not its owner who ended this API key: see the reason in its timeline. Make a new one.");
        }
    }

    /** Somebody may have restored, rotated or deleted the key since it was looked up. */
    static void demandPartOf(@Nullable UUID act, @Nullable Deactivation last) {
        if (act != null && (last == null || !act.toString().equals(last.act))) {
            throw ProblemCode.CONCURRENT_CHANGE.because("The API key was changed since that act deactivated it.");
        }
    }

    private static boolean isBy(UUID ownerId, MetaData cause) {
        return ownerId.toString().equals(cause.get(EventMetadata.ACTOR_ACCOUNT_ID));
    }
}
