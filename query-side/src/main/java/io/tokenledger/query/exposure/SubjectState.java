package io.tokenledger.query.exposure;

import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the subject of a report is accepted now.
 *
 * @param description the subject in a sentence, such as "The API key laptop of ada"
 * @param with how a key was created, such as "with it"
 * @param works null for a network, which is neither accepted nor refused
 * @param refusedBecause why it is refused; null if it works
 * @param endedHow what happened to it, such as "it was deactivated"; null if the reason says it
 * @param endedBy username of the account that ended it; null if that is not known or not visible
 * @param endedFor reason that was given
 */
record SubjectState(
        String description,
        String with,
        @Nullable Boolean works,
        @Nullable UseRefusalReason refusedBecause,
        @Nullable String endedHow,
        @Nullable Instant endedAt,
        @Nullable String endedBy,
        @Nullable String endedFor) {

    static SubjectState ofNetwork(String network) {
        return new SubjectState("The network " + network, "from it", null, null, null, null, null, null);
    }
}
