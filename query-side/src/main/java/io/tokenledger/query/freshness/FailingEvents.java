package io.tokenledger.query.freshness;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sounds the alarm when a projection cannot take in an event: once for each event, however often it is tried again. */
@Component
class FailingEvents {
    private static final Logger LOG = LoggerFactory.getLogger(FailingEvents.class);

    private final Map<String, Long> positions = new ConcurrentHashMap<>();

    /** Goes around each handling of an event. */
    @Nullable
    Object around(String processor, UnitOfWork<?> unitOfWork, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (Exception failure) {
            if (unitOfWork.getMessage() instanceof TrackedEventMessage<?> event) {
                long position = event.trackingToken().position().orElse(-1);
                Long before = positions.put(processor, position);
                if (before == null || before != position) {
                    LOG.error(
                            "The projection {} stops at position {}, event {}: {}. Nothing is skipped; it goes on by itself"
                                    + " once the event can be taken in.",
                            processor,
                            position,
                            event.getIdentifier(),
                            describe(failure));
                }
            }
            throw failure;
        }
    }

    /** Where the projection failed last. */
    @Nullable
    Long position(String processor) {
        return positions.get(processor);
    }

    static String describe(Throwable failure) {
        String message = failure.getMessage();
        return failure.getClass().getSimpleName()
                + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }
}
