package io.tokenledger.command.token;

import java.time.Instant;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.DeadlineMessage;
import org.jspecify.annotations.Nullable;

/** Each reminder says which instant it is for; one of an instant that has moved since has its successor already. */
final class TokenDeadline {
    private TokenDeadline() {}

    static void schedule(DeadlineManager deadlines, @Nullable Instant when, String deadline) {
        if (when != null) {
            deadlines.schedule(when, deadline, when.toString());
        }
    }

    static boolean isOvertaken(DeadlineMessage<?> reminder, Instant current) {
        return !current.toString().equals(reminder.getPayload());
    }
}
