package io.tokenledger.command.token;

import java.time.Instant;
import org.axonframework.common.IdentifierFactory;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Schedules the deadlines of a key. The payload of a deadline is its instant; a deadline is superseded if that instant
 * has changed since.
 */
final class TokenDeadline {
    private TokenDeadline() {}

    static void schedule(DeadlineManager deadlines, @Nullable Instant when, String deadline) {
        if (when != null) {
            // Without metadata: Axon would store the address and the reason of the current request with the deadline.
            String id = IdentifierFactory.getInstance().generateIdentifier();
            deadlines.schedule(when, deadline, new GenericMessage<>(id, when.toString(), MetaData.emptyInstance()));
        }
    }

    static boolean isSuperseded(DeadlineMessage<?> reminder, Instant current) {
        return !current.toString().equals(reminder.getPayload());
    }
}
