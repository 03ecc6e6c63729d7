package io.tokenledger.query.operatoraudit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tokenledger.api.limit.AccountVolumeLimiter;
import io.tokenledger.api.verify.ActorMetadata;
import io.tokenledger.api.verify.Caller;
import io.tokenledger.api.verify.RequestOrigin;
import io.tokenledger.events.EventMetadata;
import io.tokenledger.events.LedgerEvent;
import io.tokenledger.events.operatoraudit.AuditRead;
import io.tokenledger.query.QueryLimits;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.GenericEventMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Records an event that a caller of the query side causes, before the action runs. If it cannot be recorded, the action
 * does not run, and the caller gets 503, or 429 once its budget per minute is used.
 *
 * <p>A read that is repeated with the same credential from the same address is recorded once a minute by each process.
 * Otherwise, a live view would fill the trail that it shows.
 */
@Component
public class OperatorAuditLog {
    private final EventBus events;
    private final AccountVolumeLimiter volume;
    private final Cache<RecordedRead, Boolean> reads = Caffeine.newBuilder()
            .expireAfterWrite(QueryLimits.REPEATED_READ_WINDOW)
            .maximumSize(QueryLimits.MAX_REPEATED_READS)
            .build();

    OperatorAuditLog(EventBus events, AccountVolumeLimiter volume) {
        this.events = events;
        this.volume = volume;
    }

    /** A read that was recorded lately. */
    private record RecordedRead(
            UUID accountId, @Nullable UUID keyId, @Nullable String jti, String ip, AuditRead read) {
        static RecordedRead of(AuditRead read, ChangeCause cause) {
            Caller caller = cause.caller();
            return new RecordedRead(
                    caller.accountId(),
                    caller.keyId(),
                    caller.jti(),
                    cause.origin().ip(),
                    read);
        }
    }

    public void record(LedgerEvent act, Caller caller, RequestOrigin origin) {
        record(act, new ChangeCause(caller, origin, null));
    }

    /** Records a change with the reason for it. */
    public void record(LedgerEvent act, ChangeCause cause) {
        RecordedRead repeatable = act instanceof AuditRead read ? RecordedRead.of(read, cause) : null;
        if (repeatable != null && reads.getIfPresent(repeatable) != null) {
            return;
        }
        volume.spend(cause.caller(), act.toString(), cause.origin().userAgent(), cause.reason());
        Map<String, String> metadata = ActorMetadata.of(cause.caller(), cause.origin());
        if (cause.reason() != null) {
            metadata.put(EventMetadata.REASON, cause.reason());
        }
        events.publish(new GenericEventMessage<>(act, metadata));
        if (repeatable != null) {
            reads.put(repeatable, true);
        }
    }
}
