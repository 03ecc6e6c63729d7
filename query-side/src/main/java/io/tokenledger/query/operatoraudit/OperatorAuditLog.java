package io.tokenledger.query.operatoraudit;

import io.tokenledger.api.limit.AccountVolumeLimiter;
import io.tokenledger.api.verify.ActorMetadata;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import java.util.Map;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.springframework.stereotype.Component;

/**
 * Records an event that a caller of the query side causes, before the action runs. If it cannot be recorded, the action
 * does not run, and the
 * caller gets 503, or 429 once its budget per minute is used.
 */
@Component
public class OperatorAuditLog {
    private final EventBus events;
    private final AccountVolumeLimiter volume;

    OperatorAuditLog(EventBus events, AccountVolumeLimiter volume) {
        this.events = events;
        this.volume = volume;
    }

    public void record(LedgerEvent act, Caller caller, RequestOrigin origin) {
        record(act, new ChangeCause(caller, origin, null));
    }

    /** Records a change with the reason for it. */
    public void record(LedgerEvent act, ChangeCause cause) {
        volume.spend(cause.caller(), act.toString(), cause.origin().userAgent(), cause.reason());
        Map<String, String> metadata = ActorMetadata.of(cause.caller(), cause.origin());
        if (cause.reason() != null) {
            metadata.put(EventMetadata.REASON, cause.reason());
        }
        events.publish(new GenericEventMessage<>(act, metadata));
    }
}
