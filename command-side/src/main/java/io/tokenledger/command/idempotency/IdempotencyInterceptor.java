package io.tokenledger.command.idempotency;

import io.tokenledger.api.problem.ProblemCode;
import io.tokenledger.authentication.coherence.ReadBarrier;
import io.tokenledger.events.EventMetadata;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Claims the {@code Idempotency-Key} of a command in the transaction that appends its events. Either both are stored or
 * neither is. Of a hundred concurrent repeats, ninety-nine wait for the first to commit and then have no effect. Axon
 * finds this interceptor by its type.
 */
@Component
public class IdempotencyInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {
    /** Metadata of a command: fingerprint of its request, which detects another request under the same key. */
    public static final String FINGERPRINT = "requestFingerprint";
    /** Metadata of a command: id of the object that it creates or changes. */
    public static final String SUBJECT = "subjectId";

    private final IdempotencyKeyRepository keys;
    private final ReadBarrier readBarrier;

    IdempotencyInterceptor(IdempotencyKeyRepository keys, ReadBarrier readBarrier) {
        this.keys = keys;
        this.readBarrier = readBarrier;
    }

    @Override
    public @Nullable Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain)
            throws Exception {
        MetaData metadata = unitOfWork.getMessage().getMetaData();
        if (metadata.get(EventMetadata.IDEMPOTENCY_KEY) instanceof String key
                && metadata.get(EventMetadata.ACTOR_ACCOUNT_ID) instanceof String account
                && metadata.get(FINGERPRINT) instanceof String fingerprint
                && metadata.get(SUBJECT) instanceof String subject) {
            readBarrier.await();
            if (!keys.claim(UUID.fromString(account), key, fingerprint, UUID.fromString(subject))) {
                throw ProblemCode.REPEATED_WRITE.because("This write was already performed.");
            }
        }
        return chain.proceed();
    }
}
