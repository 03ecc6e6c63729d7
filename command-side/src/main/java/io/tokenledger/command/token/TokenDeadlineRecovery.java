package io.tokenledger.command.token;

import io.tokenledger.authentication.coherence.ApplyMode;
import io.tokenledger.authentication.coherence.LookupProcessingGroup;
import io.tokenledger.authentication.coherence.LookupProjection;
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

/** Schedules the deadlines of a key if the process that appended its events ended before it scheduled them. */
@Component
@ProcessingGroup(LookupProcessingGroup.GROUP)
class TokenDeadlineRecovery implements LookupProjection {
    private final DeadlineManager deadlines;

    TokenDeadlineRecovery(DeadlineManager deadlines) {
        this.deadlines = deadlines;
    }

    @EventHandler
    void on(TokenCreated event, ApplyMode mode) {
        scheduleIfMissing(event.tokenId(), event.expiresAt(), PersonalAccessToken.EXPIRY, mode);
    }

    @EventHandler
    void on(TokenRotated event, ApplyMode mode) {
        scheduleIfMissing(event.tokenId(), event.retainedUntil(), PersonalAccessToken.RETENTION, mode);
        scheduleIfMissing(event.tokenId(), event.expiresAt(), PersonalAccessToken.EXPIRY, mode);
    }

    private void scheduleIfMissing(UUID tokenId, @Nullable Instant when, String deadline, ApplyMode mode) {
        if (when != null) {
            AggregateScopeDescriptor key =
                    new AggregateScopeDescriptor(PersonalAccessToken.class.getSimpleName(), tokenId.toString());
            mode.ifChanged(() -> deadlines.schedule(when, deadline, when.toString(), key));
        }
    }
}
