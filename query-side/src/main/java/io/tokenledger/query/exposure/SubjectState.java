package io.tokenledger.query.exposure;

import io.tokenledger.events.usage.UseRefusalReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether the subject of a report is accepted now. */
sealed interface SubjectState {
    /** How a key was created with the subject, such as "with it". */
    String with();

    /** A network, which is neither accepted nor refused. */
    record Network(String network) implements SubjectState {
        @Override
        public String with() {
            return "from it";
        }
    }

    /** An API token that the ledger did not issue, or that the caller may not see. */
    record UnknownApiToken() implements SubjectState {
        @Override
        public String with() {
            return "with it";
        }
    }

    /**
     * A subject that works.
     *
     * @param description the subject in a sentence, such as "The API key laptop of ada"
     */
    record Accepted(String description, String with) implements SubjectState {}

    /**
     * A subject that does not work.
     *
     * @param description the subject in a sentence, such as "The API key laptop of ada"
     * @param because why it is refused
     * @param endedHow what happened to it, such as "it was deactivated"; null if the reason says it
     * @param endedBy username of the account that ended it; null if that is not known or not visible
     * @param endedFor reason that was given
     */
    record Refused(
            String description,
            String with,
            UseRefusalReason because,
            @Nullable String endedHow,
            @Nullable Instant endedAt,
            @Nullable String endedBy,
            @Nullable String endedFor)
            implements SubjectState {}
}
