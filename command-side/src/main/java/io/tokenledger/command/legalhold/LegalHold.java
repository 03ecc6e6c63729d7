package io.tokenledger.command.legalhold;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.tokenledger.command.FullHistoryAggregate;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.operatoraudit.LegalHoldPlaced;
import io.tokenledger.events.operatoraudit.LegalHoldReleased;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** A legal hold, and whether it is released. */
@Aggregate(type = AggregateTypes.LEGAL_HOLD)
@SuppressWarnings("NullAway.Init") // Axon creates it empty and then applies its events
class LegalHold extends FullHistoryAggregate {
    @AggregateIdentifier
    private UUID holdId;

    private boolean released;

    LegalHold() {}

    @CommandHandler
    LegalHold(PlaceLegalHold command) {
        apply(new LegalHoldPlaced(command.holdId(), command.subject(), command.subjectId(), command.reason()));
    }

    @CommandHandler
    void handle(ReleaseLegalHold command) {
        if (!released) {
            apply(new LegalHoldReleased(holdId));
        }
    }

    @EventSourcingHandler
    void on(LegalHoldPlaced event) {
        holdId = event.holdId();
    }

    @EventSourcingHandler
    void on(LegalHoldReleased event) {
        released = true;
    }
}
