package io.tokenledger.command.token;

import io.tokenledger.door.credential.LookUp;
import io.tokenledger.door.credential.LookUps;
import io.tokenledger.door.credential.Repair;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenRotated;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateScopeDescriptor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sets the reminders of a key whose events were appended by a process that ended before it had set them. */
@Component
@ProcessingGroup(LookUps.GROUP)
class LostReminders implements LookUp {
    private final DeadlineManager deadlines;

    LostReminders(DeadlineManager deadlines) {
        this.deadlines = deadlines;
    }

    @EventHandler
    void on(TokenCreated event) {
        remind(event.tokenId(), event.expiresAt(), PersonalAccessToken.EXPIRY);
    }

    @EventHandler
    void on(TokenRotated event) {
        remind(event.tokenId(), event.retainedUntil(), PersonalAccessToken.RETENTION);
        remind(event.tokenId(), event.expiresAt(), PersonalAccessToken.EXPIRY);
    }

    private void remind(UUID tokenId, @Nullable Instant when, String deadline) {
        if (when != null) {
            AggregateScopeDescriptor key =
                    new AggregateScopeDescriptor(PersonalAccessToken.class.getSimpleName(), tokenId.toString());
            Repair.ifMended(() -> deadlines.schedule(when, deadline, when.toString(), key));
        }
    }
}
