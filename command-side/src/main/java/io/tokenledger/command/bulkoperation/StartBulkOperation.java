package io.tokenledger.command.bulkoperation;

import io.tokenledger.events.operatoraudit.BulkOperationStarted;
import java.util.UUID;
import org.axonframework.commandhandling.RoutingKey;

/** Records that a bulk operation starts. It is a command, so that its event also claims the {@code Idempotency-Key}. */
record StartBulkOperation(BulkOperationStarted event) {
    @RoutingKey
    public UUID id() {
        return event.actId();
    }
}
