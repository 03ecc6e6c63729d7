package io.tokenledger.command.token;

import java.time.Instant;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.DeadlineMessage;
import org.jspecify.annotations.Nullable;

/**
 * Schedules the deadlines of a key. The payload of a deadline is its instant; a deadline is superseded if that instant
 * has changed since.
 */
final class TokenDeadline {
    private TokenDeadline() {}

    static void schedule(DeadlineManager deadlines, @Nullable Instant when, String deadline) {
        if (when != null) {
            deadlines.schedule(when, deadline, when.toString());
        }
    }

    static boolean isSuperseded(DeadlineMessage<?> reminder, Instant current) {
        return !current.toString().equals(reminder.getPayload());
    }
}
