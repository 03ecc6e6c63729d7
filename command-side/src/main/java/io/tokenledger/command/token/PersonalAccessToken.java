package io.tokenledger.command.token;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.command.FullHistoryAggregate;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.token.PreviousSecretRetired;
import io.tokenledger.events.token.TokenActivated;
import io.tokenledger.events.token.TokenCreated;
import io.tokenledger.events.token.TokenDeactivated;
import io.tokenledger.events.token.TokenDeleted;
import io.tokenledger.events.token.TokenDescribed;
import io.tokenledger.events.token.TokenEvent;
import io.tokenledger.events.token.TokenExpired;
import io.tokenledger.events.token.TokenRotated;
import io.tokenledger.eventstore.personaldata.PersonalState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * One API key from creation to deletion. The aggregate decides changes of the key. The credential verifier decides uses
 * without loading the aggregate, so the stream of the aggregate stays short.
 *
 * <p>The expiry of a key and the end of a retention take effect by the clock. The deadlines here record these facts as
 * soon as possible afterwards. A deadline that a rotation has superseded has no effect.
 */
@Aggregate(type = AggregateTypes.PERSONAL_ACCESS_TOKEN, snapshotTriggerDefinition = "tokenSnapshots")
@PersonalState(
        subject = "ownerId",
        texts = {"name", "description"})
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
@SuppressWarnings("NullAway.Init") // Axon creates it empty and then applies its events
class PersonalAccessToken extends FullHistoryAggregate {
    static final String EXPIRY = "token-expiry";
    static final String RETENTION = "token-retention";

    @AggregateIdentifier
    private UUID tokenId;

    private UUID ownerId;
    private String name;
    private @Nullable String description;
    private int generation;
    private @Nullable Instant expiresAt;
    private @Nullable Instant retainedUntil;
    private boolean expired;
    private TokenLifecycle lifecycle;

    PersonalAccessToken() {}

    @CommandHandler
    PersonalAccessToken(
            CreateToken command, TokenLimits limits, PolicyLookup policies, Clock clock, DeadlineManager deadlines) {
        Instant now = clock.instant();
        Instant end = command.expiry().from(now);
        limits.expiryMustLieAhead(end, now);
        policies.ofNewKey(command.ownerId(), command.createdBy())
                .creationMustBeAllowed(command.createdByKey() != null, end, now);
        apply(new TokenCreated(
                command.tokenId(),
                command.ownerId(),
                command.name().value(),
                Description.text(command.description()),
                command.digest(),
                1,
                end,
                command.createdByKey()));
        TokenDeadline.schedule(deadlines, end, EXPIRY);
    }

    @CommandHandler
    TokenVersion handle(
            ChangeToken command,
            TokenLimits limits,
            PolicyLookup policies,
            Clock clock,
            DeadlineManager deadlines,
            MetaData cause) {
        requireLiving(command.expectedVersion());
        for (TokenCommand.Change change : command.changes()) {
            switch (change) {
                case DescribeToken describe -> handle(describe);
                case RotateToken rotate -> handle(rotate, limits, policies, clock, deadlines);
                case DeactivateToken deactivate -> handle(deactivate, cause);
                case ActivateToken activate -> handle(activate, cause);
                case DeleteToken delete -> handle(delete);
            }
        }
        return currentVersion();
    }

    @CommandHandler
    TokenVersion handle(DescribeToken command) {
        requireLiving(command.expectedVersion());
        String newName = command.name() == null ? name : command.name().value();
        String newDescription = command.description() == null ? description : Description.text(command.description());
        if (!newName.equals(name) || !Objects.equals(newDescription, description)) {
            apply(new TokenDescribed(tokenId, ownerId, newName, newDescription));
        }
        return currentVersion();
    }

    @CommandHandler
    TokenVersion handle(
            RotateToken command, TokenLimits limits, PolicyLookup policies, Clock clock, DeadlineManager deadlines) {
        requireLiving(command.expectedVersion());
        Instant now = clock.instant();
        limits.retentionMustBeAllowed(command.retainPeriodMinutes());
        Instant requestedEnd = command.expiry().from(now);
        limits.expiryMustLieAhead(requestedEnd, now);
        Instant end = requestedEnd == null ? expiresAt : requestedEnd;
        if (end != null && !end.isAfter(now)) {
            throw ProblemCode.EXPIRY_NOT_ALLOWED.because("The API key has expired. Send a new expiry to rotate it.");
        }
        policies.of(ownerId).rotationMustBeAllowed(command.byKey() && requestedEnd != null, end, now);
        Instant retained =
                command.retainPeriodMinutes() == 0 ? null : now.plus(Duration.ofMinutes(command.retainPeriodMinutes()));
        apply(new TokenRotated(
                tokenId, ownerId, command.digest(), generation + 1, command.retainPeriodMinutes(), retained, end));
        TokenDeadline.schedule(deadlines, retained, RETENTION);
        TokenDeadline.schedule(deadlines, requestedEnd, EXPIRY);
        return currentVersion();
    }

    @CommandHandler
    TokenVersion handle(DeactivateToken command, MetaData cause) {
        requireLiving(command.expectedVersion());
        if (isActive() || Deactivation.isStricter(TokenLifecycle.deactivation(lifecycle), cause)) {
            apply(new TokenDeactivated(tokenId, ownerId, command.reason()));
        }
        return currentVersion();
    }

    @CommandHandler
    TokenVersion handle(ActivateToken command, MetaData cause) {
        requireLiving(command.expectedVersion());
        Deactivation.requirePartOf(command.endedIn(), TokenLifecycle.deactivation(lifecycle));
        if (lifecycle instanceof TokenLifecycle.Inactive inactive) {
            Deactivation.requireUndoable(inactive.deactivation(), ownerId, cause);
            apply(new TokenActivated(tokenId, ownerId, command.reason()));
        }
        return currentVersion();
    }

    @CommandHandler
    TokenVersion handle(DeleteToken command) {
        Deactivation.requirePartOf(command.endedIn(), TokenLifecycle.deactivation(lifecycle));
        if (!isDeleted()) {
            requireLiving(command.expectedVersion());
            apply(new TokenDeleted(tokenId, ownerId));
        }
        return currentVersion();
    }

    @DeadlineHandler(deadlineName = EXPIRY)
    void expiryPassed(DeadlineMessage<?> reminder, Clock clock, DeadlineManager deadlines) {
        if (isDeleted() || expired || expiresAt == null || TokenDeadline.isSuperseded(reminder, expiresAt)) {
            return;
        }
        if (clock.instant().isBefore(expiresAt)) {
            TokenDeadline.schedule(deadlines, expiresAt, EXPIRY); // the clock was set back
        } else {
            apply(new TokenExpired(tokenId, ownerId, expiresAt));
        }
    }

    @DeadlineHandler(deadlineName = RETENTION)
    void retentionPassed(DeadlineMessage<?> reminder, Clock clock, DeadlineManager deadlines) {
        if (isDeleted() || retainedUntil == null || TokenDeadline.isSuperseded(reminder, retainedUntil)) {
            return;
        }
        if (clock.instant().isBefore(retainedUntil)) {
            TokenDeadline.schedule(deadlines, retainedUntil, RETENTION);
        } else {
            apply(new PreviousSecretRetired(tokenId, ownerId, generation - 1));
        }
    }

    @EventSourcingHandler
    void evolve(TokenEvent event, MetaData cause) {
        switch (event) {
            case TokenCreated created -> {
                tokenId = created.tokenId();
                ownerId = created.ownerId();
                name = created.name();
                description = created.description();
                generation = created.generation();
                expiresAt = created.expiresAt();
                lifecycle = new TokenLifecycle.Active();
            }
            case TokenDescribed described -> {
                name = described.name();
                description = described.description();
            }
            case TokenRotated rotated -> {
                generation = rotated.generation();
                retainedUntil = rotated.retainedUntil();
                expiresAt = rotated.expiresAt();
                expired = false;
                lifecycle = TokenLifecycle.afterRotation(lifecycle);
            }
            case PreviousSecretRetired retired -> retainedUntil = null;
            case TokenDeactivated deactivated ->
                lifecycle = new TokenLifecycle.Inactive(Deactivation.of(ownerId, cause));
            case TokenActivated activated -> lifecycle = new TokenLifecycle.Active();
            case TokenExpired passed -> expired = true;
            case TokenDeleted gone -> lifecycle = new TokenLifecycle.Deleted();
        }
    }

    private boolean isActive() {
        return lifecycle instanceof TokenLifecycle.Active;
    }

    private boolean isDeleted() {
        return lifecycle instanceof TokenLifecycle.Deleted;
    }

    private TokenVersion currentVersion() {
        return new TokenVersion(getVersion(), generation);
    }

    private void requireLiving(@Nullable Long expectedVersion) {
        if (isDeleted()) {
            throw ProblemCode.TOKEN_NOT_FOUND.because("There is no such API key.");
        }
        if (expectedVersion != null && !expectedVersion.equals(getVersion())) {
            throw ProblemCode.STALE_VERSION.because("The API key was changed in the meantime.");
        }
    }
}
