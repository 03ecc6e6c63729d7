package io.tokenledger.query.oversight;

import io.tokenledger.access.limit.AccountVolume;
import io.tokenledger.access.use.Caller;
import io.tokenledger.access.use.Cause;
import io.tokenledger.access.use.Origin;
import io.tokenledger.events.oversight.OversightEvent;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.springframework.stereotype.Component;

/**
 * Records an act before it is done. What cannot be recorded is not done: the caller gets 503, or 429 after too many acts in a
 * minute.
 */
@Component
public class Oversight {
    private final EventBus events;
    private final AccountVolume volume;

    Oversight(EventBus events, AccountVolume volume) {
        this.events = events;
        this.volume = volume;
    }

    public void record(OversightEvent act, Caller caller, Origin origin) {
        volume.spend(caller, act.toString(), origin.userAgent());
        events.publish(new GenericEventMessage<>(act, Cause.of(caller, origin)));
    }
}
