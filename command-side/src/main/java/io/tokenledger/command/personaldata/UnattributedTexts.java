package io.tokenledger.command.personaldata;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.tokenledger.command.FullHistoryAggregate;
import io.tokenledger.events.AggregateTypes;
import io.tokenledger.events.operatoraudit.UnattributedTextsErased;
import io.tokenledger.eventstore.personaldata.SubjectKeyEraser;
import java.time.YearMonth;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The personal texts of a calendar month about no known account, as a stream of one event. The event store accepts the
 * first event of a stream once. So a month is erased once, however many processes try.
 */
@Aggregate(type = AggregateTypes.UNATTRIBUTED_TEXTS)
class UnattributedTexts extends FullHistoryAggregate {
    @AggregateIdentifier
    private @Nullable String month;

    UnattributedTexts() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(EraseUnattributedTexts command, SubjectKeyEraser keys) {
        if (month == null) {
            apply(new UnattributedTextsErased(command.month()));
        } else {
            keys.destroyMonth(YearMonth.parse(month)); // a restored table of keys can contain it again
        }
    }

    @EventSourcingHandler
    void on(UnattributedTextsErased event) {
        month = event.month();
    }
}
