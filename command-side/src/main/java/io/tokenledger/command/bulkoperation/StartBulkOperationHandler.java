package io.tokenledger.command.bulkoperation;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.springframework.stereotype.Component;

/** Records the start of a bulk operation. Its metadata are those of the command, as with an aggregate. */
@Component
class StartBulkOperationHandler {
    private final EventBus events;

    StartBulkOperationHandler(EventBus events) {
        this.events = events;
    }

    @CommandHandler
    void handle(StartBulkOperation command) {
        events.publish(new GenericEventMessage<>(command.event()));
    }
}
