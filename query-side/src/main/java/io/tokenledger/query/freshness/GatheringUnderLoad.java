package io.tokenledger.query.freshness;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Lets events gather for a moment while many are coming, for a transaction costs a projection as much as dozens of
 * events. A lone event is shown at once; a projection that has fallen behind, and so gets full batches, never waits.
 */
public final class GatheringUnderLoad implements MessageHandlerInterceptor<EventMessage<?>> {
    private static final int MANY = 4;
    private static final long MOMENT_NANOS = Duration.ofMillis(50).toNanos();

    private final int fullBatch;

    /**
     * An interceptor of one processor.
     *
     * @param fullBatch the processor's batch size, in events
     */
    public GatheringUnderLoad(int fullBatch) {
        this.fullBatch = fullBatch;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends EventMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        if (unitOfWork instanceof BatchingUnitOfWork<?> batch && batch.isLastMessage()) {
            int events = batch.getMessages().size();
            if (events >= MANY && events < fullBatch) {
                batch.onCleanup(done -> LockSupport.parkNanos(MOMENT_NANOS));
            }
        }
        return chain.proceed();
    }
}
